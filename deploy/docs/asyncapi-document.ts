import { readContractName, type Manifest } from '../nats/manifest.ts';
import { consumersOf, streams } from '../nats/topology.ts';
import type { PagedContract } from './events-page.ts';

type Json = Record<string, unknown>;

/** `docs/asyncapi.json` (AsyncAPI 3): facts and states as channels, and what each service sends and receives. */
export function asyncApiFile(
  contracts: readonly PagedContract[],
  docs: ReadonlyMap<string, string>,
  manifests: readonly Manifest[],
): string {
  const document = {
    asyncapi: '3.0.0',
    info,
    servers,
    defaultContentType: 'application/json',
    channels: byName(contracts, (contract) => channelOf(contract, docs)),
    operations: Object.assign({}, ...manifests.map((manifest) => operationsOf(manifest, contracts))) as Json,
    components: {
      messages: byName(contracts, (contract) => messageOf(contract, docs)),
      schemas: { envelope, ...byName(contracts, ({ data }) => data) },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const info = {
  title: 'Tulga events',
  version: '1.0.0',
  description:
    'Facts (something happened) and states (how an entity is now) that the services of Tulga exchange over NATS JetStream. ' +
    'All are CloudEvents 1.0 in structured JSON. Per subject of the event `sequence` counts 1, 2, 3 …: deliver in any order, ' +
    'apply in this one. Inside a version only optional fields are added.',
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
};

const servers = {
  broker: {
    host: '{host}',
    protocol: 'nats',
    description: 'The broker inside an installation. Partners receive events at addresses of their own.',
    variables: { host: { default: 'localhost:4222', description: 'Host and port of nats-server' } },
  },
};

/** The CloudEvents envelope around the data of every message. */
const envelope = {
  type: 'object',
  required: [
    ...['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'sequence', 'epoch'],
    ...['organizationid', 'correlationid', 'recordedtime', 'data'],
  ],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', format: 'uuid', description: 'UUID v7, also the message id at the broker' },
    source: { type: 'string', description: '`/services/<service>`' },
    type: { type: 'string' },
    subject: { type: 'string', description: 'Id of the aggregate (fact) or the entity (state)' },
    time: { type: 'string', format: 'date-time', description: 'Business time' },
    datacontenttype: { const: 'application/json' },
    sequence: { type: 'integer', minimum: 1, description: 'Number of the fact in its aggregate, version of the state' },
    epoch: { type: 'integer', minimum: 1, description: 'Raised when the owner was restored from a backup' },
    organizationid: { type: 'string', format: 'uuid', description: 'Home of the matter' },
    correlationid: { type: 'string' },
    causationid: { type: 'string', description: 'Id of the event that caused this one' },
    traceparent: { type: 'string', description: 'W3C Trace Context' },
    recordedtime: { type: 'string', format: 'date-time', description: 'Real time of recording' },
    data: {},
  },
};

const headers = {
  type: 'object',
  required: ['Nats-Msg-Id'],
  properties: { 'Nats-Msg-Id': { type: 'string', format: 'uuid', description: 'The id of the event' } },
};

function channelOf({ kind, name, subject, audience }: PagedContract, docs: ReadonlyMap<string, string>): Json {
  return {
    address: subject,
    title: name,
    ...(docs.has(name) && { description: docs.get(name) }),
    messages: { event: { $ref: `#/components/messages/${name}` } },
    'x-audience': audience,
    'x-jetstream': streamOf(kind),
  };
}

function streamOf(kind: PagedContract['kind']): Json {
  const { name, maxAgeSeconds, duplicateWindowSeconds } = streams[kind === 'fact' ? 0 : 1]!;
  return { stream: name, maxAgeSeconds, duplicateWindowSeconds };
}

function messageOf({ kind, name, service }: PagedContract, docs: ReadonlyMap<string, string>): Json {
  const data = { $ref: `#/components/schemas/${name}` };
  const named = { source: { const: `/services/${service}` }, type: { const: `tulga.${name}` } };
  // A state whose entity is gone has no data.
  const properties = { ...named, data: kind === 'fact' ? data : { anyOf: [data, { type: 'null' }] } };
  return {
    name: `tulga.${name}`,
    title: name,
    ...(docs.has(name) && { summary: firstSentence(docs.get(name)!) }),
    contentType: 'application/json',
    tags: [{ name: kind }, { name: service }],
    headers,
    payload: { allOf: [{ $ref: '#/components/schemas/envelope' }, { type: 'object', properties }] },
  };
}

function firstSentence(text: string): string {
  return /^.*?[.:](?= |$)/.exec(text)?.[0] ?? text;
}

function operationsOf(manifest: Manifest, contracts: readonly PagedContract[]): Json {
  const { name: service, title, publishes, consumes } = manifest;
  const byManifestName = new Map(contracts.map((contract) => [manifestName(contract), contract]));
  const operation = (action: 'send' | 'receive', text: string): [string, Json][] => {
    const contract = byManifestName.get(text);
    return contract ? [[`${service}.${action}.${contract.name}`, operationOf(action, contract, manifest)]] : [];
  };
  return Object.fromEntries(
    [
      ...publishes.flatMap((text) => operation('send', text)),
      ...consumes.flatMap((text) => operation('receive', text)),
    ].map(([key, value]) => [key, { ...value, tags: [{ name: service, description: title }] }]),
  );
}

function operationOf(action: 'send' | 'receive', { name, kind }: PagedContract, manifest: Manifest): Json {
  const stream = kind === 'fact' ? 'EVENTS' : 'STATE';
  const consumer = consumersOf(manifest).find((plan) => plan.stream === stream);
  return {
    action,
    title: `${manifest.name} ${action}s ${name}`,
    channel: { $ref: `#/channels/${name}` },
    messages: [{ $ref: `#/channels/${name}/messages/event` }],
    'x-jetstream':
      action === 'send' ? { stream } : { stream, durable: consumer?.durable, filterSubjects: consumer?.filters },
  };
}

function manifestName({ kind, name }: PagedContract): string {
  const text = kind === 'state' ? `state:${name}` : name;
  readContractName(text);
  return text;
}

function byName(contracts: readonly PagedContract[], make: (contract: PagedContract) => unknown): Json {
  return Object.fromEntries(contracts.map((contract) => [contract.name, make(contract)]));
}
