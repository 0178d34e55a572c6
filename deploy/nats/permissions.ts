import type { Manifest } from './manifest.ts';
import { consumersOf } from './topology.ts';

/** The subjects that one user of the broker may use; everything else is refused. */
export interface Permissions {
  publish: string[];
  subscribe: string[];
}

/**
 * What one service may do at the broker: publish under its own name, read its own consumers, and see the business clock.
 * It can make or change no stream or consumer, so it cannot widen what it reads.
 */
export function permissionsOf(manifest: Manifest, options: { demo: boolean }): Permissions {
  const { name } = manifest;
  const buckets = Object.keys(manifest.buckets ?? {});
  const mayMoveClock = options.demo && name === 'gateway';
  return {
    publish: [
      `evt.${name}.>`,
      `state.${name}.>`,
      `nudge.${name}`,
      '$JS.API.INFO',
      '$JS.API.STREAM.INFO.*',
      ...gettingFrom('clock'),
      ...consumersOf(manifest).flatMap(({ stream, durable }) => readingOf(stream, durable)),
      ...(mayMoveClock ? ['$KV.clock.>'] : []),
      ...buckets.flatMap((bucket) => [`$KV.${bucket}.>`, ...gettingFrom(bucket)]),
    ],
    subscribe: [`_INBOX.${name}.>`, `nudge.${name}`, '$KV.clock.>', ...buckets.map((bucket) => `$KV.${bucket}.>`)],
  };
}

/** Both ways of reading a key: from any copy of the bucket, and from the leading one. */
function gettingFrom(bucket: string): string[] {
  return [`$JS.API.DIRECT.GET.KV_${bucket}.>`, `$JS.API.STREAM.MSG.GET.KV_${bucket}`];
}

function readingOf(stream: string, durable: string): string[] {
  return [
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
    // The longer form of newer servers begins with domain and account.
    `$JS.ACK.*.*.${stream}.${durable}.>`,
  ];
}
