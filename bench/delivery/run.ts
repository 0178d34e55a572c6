import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { inRounds } from '../measure/rounds.ts';
import { benchDir } from '../measure/servers.ts';
import { installPeers } from '../peers/install.ts';
import { entrants, FLOOR, OURS, P, type Entrant } from './entrants.ts';
import { measureLatency } from './latency.ts';
import { measureFloor, measureUnit } from './limit-p.ts';
import { compileServices } from './ours/compile.ts';
import { Stage } from './stage.ts';
import { measureThroughput, type Throughput } from './throughput.ts';
import { required, resultOf, shortfalls, tableOf } from './verdict.ts';

const FULL = { rounds: 5, events: 10_000, capMs: 15_000 };
const QUICK = { rounds: 3, events: 4000, capMs: 8000 };

/** Letter a: a commit in one service until it is handled in another. True when what is required was reached. */
export async function run({ quick }: { quick: boolean }): Promise<boolean> {
  const load = quick ? QUICK : FULL;
  const chosen = entrants.filter((entrant) => !quick || entrant.quick);
  installPeers(say);
  await compileServices();
  const stage = await Stage.build(say);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => void stage.end().finally(() => process.exit(130)));
  }
  try {
    const figures = await inRounds(chosen, load.rounds, (entrant) => throughputOf(stage, entrant, load), {
      figure: (round, { name }, { perSecond, sustained }) =>
        say(`round ${round + 1}: ${name}: ${Math.round(perSecond)}/s${sustained ? '' : ', backlog grows'}`),
      failure: ({ name }, reason) => say(`${name} cannot run: ${reason.split('\n')[0]}`),
    });
    const latencies = await latenciesOf(stage, quick ? chosen.filter(({ name }) => name === OURS) : chosen, figures);
    if (!quick) await addLatencies(stage, latencies, load.rounds - 1);
    return report(figures, latencies, load);
  } finally {
    await stage.end();
  }
}

function throughputOf(stage: Stage, entrant: Entrant, load: typeof FULL): Promise<Throughput> {
  if (entrant.name === P) return measureUnit(stage, entrant, load.events);
  if (entrant.name === FLOOR) return measureFloor(stage, entrant, load.events);
  return measureThroughput(stage, entrant, load);
}

/** Of those that have shown that they run, and of which it means something. */
async function latenciesOf(
  stage: Stage,
  chosen: readonly Entrant[],
  figures: Map<string, Throughput[]>,
): Promise<Map<string, number[]>> {
  const able = chosen.filter(({ name, standing }) => standing !== 'limit' && figures.has(name));
  const measured = await inRounds(able, 1, (entrant) => measureLatency(stage, entrant), {
    figure: (_, { name }, values) => say(`idle: ${name}: ${values.length} events`),
    failure: ({ name }, reason) => say(`idle: ${name} cannot run: ${reason.split('\n')[0]}`),
  });
  return new Map([...measured].flatMap(([name, [values]]) => (values ? [[name, values]] : [])));
}

/** Of ours more rounds, since its 99th percentile is judged. */
async function addLatencies(stage: Stage, latencies: Map<string, number[]>, rounds: number): Promise<void> {
  const ours = entrants.filter(({ name }) => name === OURS && latencies.has(name));
  for (const entrant of ours.flatMap((one) => Array.from({ length: rounds }, () => one))) {
    latencies.get(OURS)!.push(...(await measureLatency(stage, entrant)));
    say(`idle: ${OURS}: ${latencies.get(OURS)!.length} events`);
  }
}

function report(figures: Map<string, Throughput[]>, latencies: Map<string, number[]>, load: typeof FULL): boolean {
  const result = resultOf(figures, latencies);
  const missed = shortfalls(result);
  say(`\n${tableOf(figures, latencies)}\n`);
  say(`best safe peer: ${result.bestSafePeer ?? 'none could run'}; ours / it ${result.ratioToBestSafePeer.toFixed(2)}`);
  say(missed.length ? `NOT REACHED: ${missed.join('; ')}` : 'reached: all that is required');
  const machine = { cpus: cpus().length, node: process.version };
  mkdirSync(benchDir, { recursive: true });
  const text = JSON.stringify({ ...result, required, load, machine, rounds: Object.fromEntries(figures) }, null, 2);
  writeFileSync(join(benchDir, 'a.json'), `${text}\n`);
  return missed.length === 0;
}

function say(message: string): void {
  process.stdout.write(`${message}\n`);
}
