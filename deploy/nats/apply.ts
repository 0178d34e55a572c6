import { parseArgs } from 'node:util';
import { applyTopology } from '../local/broker.ts';
import { readManifests } from '../local/manifests.ts';
import { topologyOf } from './topology.ts';

/**
 * The set-up job of a cluster: makes streams, consumers and buckets at NATS_URL as the manifests say, and prints what
 * it has changed. Runs before the services of a new version and as often as one likes.
 */
const { values } = parseArgs({ options: { replicas: { type: 'string', default: '1' } } });
const { NATS_URL, NATS_USER = 'admin', NATS_PASSWORD } = process.env;
if (!NATS_URL || !NATS_PASSWORD) {
  process.stderr.write('NATS_URL and NATS_PASSWORD (of the administrator, NATS_USER) are needed\n');
  process.exit(1);
}

const target = { url: NATS_URL, user: NATS_USER, password: NATS_PASSWORD, replicas: Number(values.replicas) };
const changes = await applyTopology(target, topologyOf(readManifests()));
process.stdout.write(changes.length ? `${changes.join('\n')}\n` : 'nothing to change\n');
