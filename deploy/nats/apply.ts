import { parseArgs } from 'node:util';
import { applyTopology, strangersAt, type BrokerTarget } from '../local/broker.ts';
import { readManifests } from '../local/manifests.ts';
import { topologyOf } from './topology.ts';

/** Numbers of copies of which more than half are left when one is lost; and one, for a broker that is alone. */
const sensible = ['1', '3', '5'];

/**
 * The set-up job of a broker: makes streams, consumers and buckets at NATS_URL as the manifests say, and prints what it
 * has changed. Runs before the services of a new version and as often as one likes.
 */
async function main(): Promise<string[]> {
  const target = targetOf(process.argv.slice(2), process.env);
  const topology = topologyOf(readManifests());
  const changes = await applyTopology(target, topology);
  return [...(changes.length ? changes : ['nothing to change']), ...(await strangersAt(target, topology))];
}

function targetOf(args: string[], { NATS_URL, NATS_USER = 'admin', NATS_PASSWORD }: NodeJS.ProcessEnv): BrokerTarget {
  const options = { replicas: { type: 'string' }, 'fewer-copies': { type: 'boolean', default: false } } as const;
  const { replicas, 'fewer-copies': fewerCopies } = parseArgs({ args, options }).values;
  if (!NATS_URL || !NATS_PASSWORD) {
    throw new Error('NATS_URL and NATS_PASSWORD (of the administrator, NATS_USER) are needed');
  }
  if (replicas !== undefined && !sensible.includes(replicas)) {
    throw new Error(`--replicas is one of ${sensible.join(', ')}, not "${replicas}"`);
  }
  const copies = replicas === undefined ? undefined : Number(replicas);
  return { url: NATS_URL, user: NATS_USER, password: NATS_PASSWORD, replicas: copies, fewerCopies };
}

main().then(
  (lines) => process.stdout.write(`${lines.join('\n')}\n`),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
