import { parseArgs } from 'node:util';
import { runChecker } from './checker.ts';
import { linesOf } from './verdict.ts';

/** `npm run checker -- --seed N --minutes M`: 0 when every invariant holds, 1 when one is broken. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Math.ceil(Math.random() * 1_000_000)) },
      minutes: { type: 'string', default: '3' },
      programs: { type: 'string', default: '3' },
      replicas: { type: 'string', default: '2' },
      'nats-nodes': { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
    },
  });
  const { keep, ...numbers } = values;
  const wrong = Object.entries(numbers).find(([, value]) => !(Number(value) > 0));
  if (wrong) throw new Error(`--${wrong[0]} is a number above zero, not "${wrong[1]}"`);
  const [seed, minutes, programs] = [values.seed, values.minutes, values.programs].map(Number);
  const [replicas, natsNodes] = [values.replicas, values['nats-nodes']].map(Number);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`seed ${seed}`);
  const verdict = await runChecker({ seed, minutes, programs, replicas, natsNodes, keep, say });
  for (const line of linesOf(verdict)) say(line);
  return verdict.holds ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${(error as Error).stack ?? error}\n`);
    process.exit(1);
  },
);
