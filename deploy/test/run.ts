import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../local/build.ts';
import { localDir, projectDir } from '../local/paths.ts';
import { gates, type Gate } from './gates.ts';

/**
 * What `npm test` and CI run: every gate, then every suite once. The last line counts all of them together. With `--full`
 * (`npm run test:full`) also the suites that take minutes (`*.full.spec.ts`), and every drawn case as often as it takes.
 */
interface Tally {
  passed: number;
  failed: number;
}

const started = performance.now();
const { values, positionals: suites } = parseArgs({
  options: { full: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const gated = await runGates();
// Once, before several suites ask for it at the same time.
await build();
const total = sum(gated, await runJest(suites));
say(`\nall of it took ${seconds(started)}`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

/** Two at a time, since each uses one core; reported in their order. */
async function runGates(): Promise<Tally> {
  const outcomes: Promise<boolean>[] = [];
  const lanes = [Promise.resolve(true), Promise.resolve(true)];
  gates.forEach((gate, index) => {
    const outcome = lanes[index % 2]!.then(() => pass(gate));
    lanes[index % 2] = outcome;
    outcomes.push(outcome);
  });
  const passed = (await Promise.all(outcomes)).filter(Boolean).length;
  return { passed, failed: gates.length - passed };
}

async function pass(gate: Gate): Promise<boolean> {
  const gateStarted = performance.now();
  const complaint = await gate.run().catch((error: Error) => error.message);
  say(`${complaint ? '✗' : '✓'} ${gate.name} (${seconds(gateStarted)})`);
  if (complaint) say(indented(complaint));
  return !complaint;
}

/** Jest's own report goes to the terminal; its figures come from the file that it writes. */
async function runJest(paths: string[]): Promise<Tally> {
  mkdirSync(localDir, { recursive: true });
  const report = join(localDir, `jest-${process.pid}.json`);
  const workers = Math.min(4, Math.max(2, availableParallelism()));
  const args = ['--json', `--outputFile=${report}`, `--maxWorkers=${workers}`, '--ci', ...paths];
  const jest = join(projectDir, 'node_modules/jest/bin/jest.js');
  // The JSON also goes to standard output, which nobody reads here.
  // Jest loads ES modules through an interface of Node that still has to be switched on.
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...node, jest, ...args], {
    cwd: projectDir,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(values.full && { TULGA_FULL: '1' }) },
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const tally = existsSync(report) ? read(report) : { passed: 0, failed: 0 };
  rmSync(report, { force: true });
  // A run that ended badly without a failed test (no suite found, servers not started) has failed all the same.
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function read(report: string): Tally {
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as Record<string, number>;
  return { passed: numPassedTests ?? 0, failed: (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0) };
}

function sum(...tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((count, { passed }) => count + passed, 0),
    failed: tallies.reduce((count, { failed }) => count + failed, 0),
  };
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
