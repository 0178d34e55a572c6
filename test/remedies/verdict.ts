import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Remedy } from './remedy.ts';

/** What a test said while its remedy was off. */
export interface Verdict {
  /** Whether the test failed by itself: it neither passed nor failed to begin. */
  failed: boolean;
  /** First line of its failure, or what was wrong with the attempt. */
  seen: string;
}

interface TestReport {
  fullName: string;
  status: string;
  failureMessages: string[];
  location: { line: number } | null;
}

interface JestReport {
  testResults: { message: string; assertionResults: TestReport[] }[];
}

const TERMINAL_CODES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Runs the remedy's test alone, in that tree. */
export async function verdictOf(remedy: Remedy, directory: string): Promise<Verdict> {
  const report = join(directory, '.local/remedy.json');
  rmSync(report, { force: true });
  const output = await runJest(remedy, directory, report);
  if (!existsSync(report)) return { failed: false, seen: `the test could not be run: ${output.slice(-1000)}` };
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
  const test = testResults
    .flatMap((result) => result.assertionResults)
    .find(({ fullName }) => fullName === remedy.test);
  if (test?.status === 'passed') return { failed: false, seen: 'the test passes without the remedy' };
  const message = (test?.failureMessages[0] ?? testResults[0]?.message ?? 'there is no such test').replaceAll(
    TERMINAL_CODES,
    '',
  );
  const began = test?.status === 'failed' && failedInside(test, message, remedy.spec);
  return began
    ? { failed: true, seen: firstLine(message) }
    : { failed: false, seen: `did not begin: ${firstLine(message)}` };
}

/** Gives what it wrote. */
async function runJest({ spec, test }: Remedy, directory: string, report: string): Promise<string> {
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const name = `^${test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
  const options = ['--ci', '--json', `--outputFile=${report}`, '--testLocationInResults', '--testNamePattern', name];
  const jest = join(directory, 'node_modules/jest/bin/jest.js');
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe'];
  const child = spawn(process.execPath, [...node, jest, spec, ...options], { cwd: directory, stdio });
  const [output] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  return output;
}

/** A failure of what a spec starts before its tests is told of each of them, with no place inside of one. */
function failedInside({ location }: TestReport, message: string, spec: string): boolean {
  if (message.includes('ended before it was ready')) return false;
  const file = spec.split('/').at(-1)!.replaceAll('.', '\\.');
  const lines = [...message.matchAll(new RegExp(`${file}:(\\d+)`, 'g'))].map((match) => Number(match[1]));
  return lines.some((line) => line >= (location?.line ?? 0));
}

/** Without the name of the error's class, on one line even where values are compared. */
function firstLine(message: string): string {
  const [head = '', ...rest] = message
    .replace(/^Error: /, '')
    .split('\n')
    .map((line) => line.trim());
  const values = rest.filter((line) => /^(Expected|Received|[-+] )/.test(line)).slice(0, 2);
  return [head.replace(/ \/\/ .*$/, ''), ...values].join(' ').replaceAll(/\s+/g, ' ').slice(0, 200);
}
