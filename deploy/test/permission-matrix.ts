import { readContractName, type Manifest } from '../nats/manifest.ts';
import type { RawAttempt } from './raw-nats-client.ts';

/** One attempt of one user, and whether it is to succeed. */
export interface MatrixRow extends RawAttempt {
  allowed: boolean;
}

const streams = ['EVENTS', 'STATE'];

/** Every request that is about a stream, as the server of today knows them, but for those of the few that are allowed. */
const streamVerbs = [
  ...['CREATE', 'UPDATE', 'DELETE', 'PURGE', 'MSG.DELETE', 'SNAPSHOT', 'RESTORE'],
  ...['LEADER.STEPDOWN', 'PEER.REMOVE', 'PEER.EVACUATE'],
].map((verb) => `STREAM.${verb}`);

/** Every request about consumers of a stream that is always refused. */
const consumerVerbs = ['CREATE', 'DURABLE.CREATE', 'DELETE', 'LEADER.STEPDOWN', 'PEER.REMOVE', 'PEER.EVACUATE'].concat([
  'PAUSE',
  'UNPIN',
  'RESET',
]);

/** What nobody but the administrator may say or hear, whoever it names. */
const neverPublished = [
  '$JS.API.STREAM.LIST',
  '$JS.API.STREAM.NAMES',
  '$JS.API.STREAM.CANCEL',
  '$JS.API.STREAM.TEMPLATE.CREATE.x',
  '$JS.API.META.LEADER.STEPDOWN',
  '$JS.API.META.RESCUE',
  '$JS.API.SERVER.REMOVE',
  '$JS.API.SERVER.EVACUATE',
  '$JS.API.ACCOUNT.PURGE.$G',
  '$JS.API.ACCOUNT.STREAM.CANCEL',
  '$JS.API.ACCOUNT.STREAM.MOVE.$G.EVENTS',
  '$JS.API.DIRECT.GET',
  '$JS.hub.API.INFO',
  '$JS.EVENT.ADVISORY.API',
  '$JS.FC.EVENTS.x.1',
  '$SYS.REQ.SERVER.PING',
  '$SYS.REQ.ACCOUNT.$G.CONNZ',
  '$SYS.ACCOUNT.$G.CONNECT',
  '$SRV.PING',
  '$NRG.V.x',
  '_R_.x.y',
  'evt',
  'state',
  'other',
];
const neverHeard = ['>', '*', '*.>', 'evt.>', 'state.>', 'evt.*.>', 'nudge.*', 'nudge.>', '_INBOX.>', '_INBOX.*.>']
  .concat(['$JS.>', '$JS.API.>', '$JS.ACK.>', '$JS.FC.>', '$JS.EVENT.ADVISORY.>', '$SYS.>', '$SRV.>', '$KV.>', '$O.>'])
  .concat(['$NRG.>', '_R_.>']);

/** All that one service may and may not do at the broker: every class of subject, of every service and every stream. */
export function rowsOf(user: Manifest, manifests: readonly Manifest[]): MatrixRow[] {
  const buckets = [{ bucket: 'clock', isOwn: false }].concat(
    manifests.flatMap(({ name, buckets: own = {} }) =>
      Object.keys(own).map((bucket) => ({ bucket, isOwn: name === user.name })),
    ),
  );
  return [
    publish('$JS.API.INFO', true),
    ...neverPublished.map((subject) => publish(subject, false)),
    ...neverHeard.map((subject) => subscribe(subject, false)),
    ...manifests.flatMap((other) => ofService(user, other)),
    ...streams.flatMap((stream) => ofStream(stream, user)),
    ...streams.flatMap((stream) => manifests.flatMap((other) => ofConsumer(stream, user, other))),
    ...buckets.flatMap(({ bucket, isOwn }) => ofBucket(bucket, isOwn)),
  ];
}

function ofService(user: Manifest, { name, publishes }: Manifest): MatrixRow[] {
  const isOwn = user.name === name;
  const published = publishes.map((text) => readContractName(text).subject);
  return [
    ...published.map((subject) => publish(subject, isOwn)),
    ...published.map((subject) => publish(subject.replace(/\d+$/, '999'), false)),
    ...published.map((subject) => publish(`${subject}.more`, false)),
    publish(`evt.${name}.thing.happened.v1`, false),
    publish(`state.${name}.thing.v1`, false),
    publish(`nudge.${name}`, isOwn && published.length > 0),
    publish(`_INBOX.${name}.x`, false),
    subscribe(`nudge.${name}`, isOwn && hasRelay(user)),
    subscribe(`_INBOX.${name}.>`, isOwn),
    subscribe(`evt.${name}.>`, false),
    subscribe(`evt.${name}.thing.happened.v1`, false),
    subscribe(`state.${name}.>`, false),
    subscribe(`$JS.ACK.EVENTS.${name}.>`, false),
    subscribe(`$JS.API.CONSUMER.MSG.NEXT.EVENTS.${name}`, false),
  ];
}

/** Whether it sends events or takes them. */
function hasRelay({ publishes, consumes }: Manifest): boolean {
  return publishes.length > 0 || consumes.length > 0;
}

function ofStream(stream: string, user: Manifest): MatrixRow[] {
  return [
    publish(`$JS.API.STREAM.INFO.${stream}`, hasRelay(user)),
    ...streamVerbs.map((verb) => publish(`$JS.API.${verb}.${stream}`, false)),
    ...['LIST', 'NAMES'].map((verb) => publish(`$JS.API.CONSUMER.${verb}.${stream}`, false)),
    publish(`$JS.API.CONSUMER.CREATE.${stream}`, false),
    publish(`$JS.API.STREAM.MSG.GET.${stream}`, false),
    publish(`$JS.API.DIRECT.GET.${stream}`, false),
    publish(`$JS.API.DIRECT.GET.${stream}.evt.programs.cohort.opened.v1`, false),
    publish(`$JS.SNAPSHOT.ACK.${stream}.x`, false),
    publish(`$JS.SNAPSHOT.RESTORE.${stream}.x`, false),
  ];
}

function ofConsumer(stream: string, user: Manifest, { name }: Manifest): MatrixRow[] {
  const kind = stream === 'EVENTS' ? 'fact' : 'state';
  const reads = user.consumes.some((text) => text.startsWith('state:') === (kind === 'state'));
  const isOwn = user.name === name && reads;
  const numbers = '1.1.1.1700000000000000000.0';
  return [
    publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`, isOwn),
    publish(`$JS.API.CONSUMER.INFO.${stream}.${name}`, isOwn),
    publish(`$JS.ACK.${stream}.${name}.${numbers}`, isOwn),
    publish(`$JS.ACK._.aBcD1234.${stream}.${name}.${numbers}.x`, isOwn),
    publish(`$JS.ACK.hub.aBcD1234.${stream}.${name}.${numbers}.x`, false),
    // The short form for that service's consumer, with one's own names where numbers belong.
    ...(user.name === name ? [] : [publish(`$JS.ACK.${stream}.${name}.${stream}.${user.name}.1.1.1`, false)]),
    ...consumerVerbs.map((verb) => publish(`$JS.API.CONSUMER.${verb}.${stream}.${name}`, false)),
    publish(`$JS.API.CONSUMER.CREATE.${stream}.${name}.evt.>`, false),
    publish(`$JS.API.CONSUMER.CREATE.${stream}.spy-of-${name}.state.>`, false),
    publish(`$JS.FC.${stream}.${name}.x`, false),
  ];
}

function ofBucket(bucket: string, isOwn: boolean): MatrixRow[] {
  const isRead = isOwn || bucket === 'clock';
  const stream = `KV_${bucket}`;
  return [
    publish(`$KV.${bucket}.key`, isOwn),
    subscribe(`$KV.${bucket}.>`, isRead),
    publish(`$JS.API.STREAM.INFO.${stream}`, isRead),
    publish(`$JS.API.STREAM.MSG.GET.${stream}`, isRead),
    publish(`$JS.API.DIRECT.GET.${stream}.$KV.${bucket}.key`, isRead),
    publish(`$JS.API.DIRECT.GET.${stream}`, false),
    publish(`$JS.API.CONSUMER.CREATE.${stream}.spy`, false),
    ...streamVerbs.map((verb) => publish(`$JS.API.${verb}.${stream}`, false)),
  ];
}

function publish(subject: string, allowed: boolean): MatrixRow {
  return { kind: 'publish', subject, allowed };
}

function subscribe(subject: string, allowed: boolean): MatrixRow {
  return { kind: 'subscribe', subject, allowed };
}
