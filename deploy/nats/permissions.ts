import { readContractName, type Manifest } from './manifest.ts';
import { consumersOf, streams } from './topology.ts';

/** The subjects that one user of the broker may use; everything else is refused. */
export interface Permissions {
  publish: string[];
  subscribe: string[];
}

/**
 * What one service may do at the broker: publish what its manifest names, read its own consumers, and see the business
 * clock. It can make or change no stream or consumer, so it cannot widen what it reads.
 */
export function permissionsOf(manifest: Manifest, options: { demo: boolean }): Permissions {
  const { name, publishes, consumes } = manifest;
  // Whoever has to do with events runs a relay, which compares what it has published with the streams, be it nothing.
  const relays = publishes.length + consumes.length > 0;
  const buckets = Object.keys(manifest.buckets ?? {});
  const mayMoveClock = options.demo && name === 'gateway';
  return {
    publish: [
      '$JS.API.INFO',
      ...publishes.map((text) => readContractName(text).subject),
      ...(publishes.length ? [`nudge.${name}`] : []),
      ...(relays ? streams.map((stream) => `$JS.API.STREAM.INFO.${stream.name}`) : []),
      ...gettingFrom('clock'),
      ...consumersOf(manifest).flatMap(({ stream, durable }) => readingOf(stream, durable)),
      ...(mayMoveClock ? ['$KV.clock.>'] : []),
      ...buckets.flatMap((bucket) => [`$KV.${bucket}.>`, ...gettingFrom(bucket)]),
    ],
    subscribe: [
      `_INBOX.${name}.>`,
      ...(relays ? [`nudge.${name}`] : []),
      '$KV.clock.>',
      ...buckets.map((bucket) => `$KV.${bucket}.>`),
    ],
  };
}

/** Opening a bucket, and both ways of reading a key: from any copy of it, and from the leading one. */
function gettingFrom(bucket: string): string[] {
  return [
    `$JS.API.STREAM.INFO.KV_${bucket}`,
    `$JS.API.DIRECT.GET.KV_${bucket}.>`,
    `$JS.API.STREAM.MSG.GET.KV_${bucket}`,
  ];
}

function readingOf(stream: string, durable: string): string[] {
  return [
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
    // The longer form of newer servers begins with domain (none here) and account. A wildcard for the domain would also
    // match the shorter form of another's consumer, at which one can ask for its next message.
    `$JS.ACK._.*.${stream}.${durable}.>`,
  ];
}
