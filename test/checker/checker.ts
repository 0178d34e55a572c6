import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDir } from '../../deploy/local/paths.ts';
import { Platform } from '../../deploy/local/platform.ts';
import { Random } from '../../libs/testing/src/random.ts';
import { countRows } from './facts/collect.ts';
import { untilReady } from './faults.ts';
import { History } from './history.ts';
import { Nemesis } from './nemesis.ts';
import { resumeAll } from './signals.ts';
import { now } from './real-time.ts';
import { verdictOf, writeVerdict, type Verdict } from './verdict.ts';
import { comeToRest, Watch } from './watch.ts';
import { Workload } from './workload.ts';

export interface CheckerOptions {
  seed: number;
  /** How long programs are begun and faults strike; then what was begun comes to its end. */
  minutes: number;
  /** Programs side by side. */
  programs: number;
  /** Processes of each service. */
  replicas: number;
  /** Nodes of the broker: 1, or 3 for a cluster. */
  natsNodes: number;
  /** Leaves the platform's data where it is, for a look by hand. */
  keep: boolean;
  say: (line: string) => void;
}

const PROGRESS_MS = 10_000;

/** Starts a platform, works on it while faults strike, heals it, and judges what it has become. */
export async function runChecker(options: CheckerOptions): Promise<Verdict> {
  const { seed, keep, say, replicas, natsNodes } = options;
  const folder = join(localDir, 'checker', String(seed));
  mkdirSync(folder, { recursive: true });
  const dataDir = mkdtempSync(join(tmpdir(), 'tulga-checker-'));
  const history = new History(join(folder, 'history.jsonl'));
  history.note('seed', { seed, replicas, natsNodes });
  const fresh = { dataDir, ports: 'free', demo: true, reset: true, quiet: true, allowDeletes: true } as const;
  const platform = new Platform({ ...fresh, replicas, natsNodes });
  const endAll = async (): Promise<void> => {
    resumeAll();
    await (keep ? platform.stop() : platform.discard());
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
    await history.close();
  };
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => (ended ??= endAll());
  const interrupted = (): void => void end().then(() => process.exit(130));
  // Before the start: it takes a while, and who ends it must leave no server behind.
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await platform.start();
    const verdict = await check(platform, history, options);
    writeVerdict(join(folder, 'verdict.json'), verdict);
    if (!verdict.holds) cpSync(platform.logsDir, join(folder, 'logs'), { recursive: true });
    return verdict;
  } finally {
    if (keep) say(`The data stays in ${dataDir}`);
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await end();
  }
}

async function check(platform: Platform, history: History, options: CheckerOptions): Promise<Verdict> {
  const { seed, minutes, programs, say } = options;
  const random = new Random(seed);
  const workload = new Workload(platform.gatewayUrl, history, random.fork(1));
  const nemesis = new Nemesis(platform, history, random.fork(2));
  const watch = new Watch(platform.gatewayUrl);
  const before = await countRows(platform);
  const until = now() + minutes * 60_000;
  const ticker = setInterval(() => {
    void watch.look().catch(() => undefined);
    say(progressOf(history, workload, nemesis));
  }, PROGRESS_MS);
  try {
    await Promise.all([workload.run(programs, until), nemesis.run(until)]);
    await untilReady(platform);
    const asked = { operations: history.operations, programs: workload.outcomes, before };
    const atRest = await comeToRest(platform, watch, history, asked);
    const verdict = verdictOf(seed, { ...atRest, history }, nemesis.counts);
    verdict.figures['longest in an outbox, ms'] = watch.maxOutboxAgeMs;
    return verdict;
  } finally {
    clearInterval(ticker);
  }
}

function progressOf({ operations }: History, workload: Workload, nemesis: Nemesis): string {
  const faults = Object.values(nemesis.counts).reduce((sum, count) => sum + count, 0);
  const programs = `${workload.outcomes.length} programs ended, ${workload.running} run`;
  return `${Math.round(process.uptime())} s: ${operations.length} requests, ${programs}, ${faults} faults`;
}
