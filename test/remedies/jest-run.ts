import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** What jest says of one test. */
export interface TestReport {
  fullName: string;
  status: string;
  failureMessages: string[];
  location: { line: number } | null;
}

/** What jest says of one spec. */
export interface SpecReport {
  /** Of the whole spec, such as that it cannot be read. */
  message: string;
  assertionResults: TestReport[];
}

/** Runs these tests of a spec and no others, in that tree. */
export async function runTests(spec: string, tests: string[], directory: string): Promise<SpecReport> {
  const report = join(directory, 'remedy.json');
  rmSync(report, { force: true });
  const output = await runJest(spec, tests, directory, report);
  if (!existsSync(report)) return { message: `could not be run: ${output.slice(-1000)}`, assertionResults: [] };
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as { testResults: SpecReport[] };
  return testResults[0] ?? { message: 'there is no such spec', assertionResults: [] };
}

/** Gives what it wrote. */
async function runJest(spec: string, tests: string[], directory: string, report: string): Promise<string> {
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const names = tests.map((test) => test.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = `^(${names.join('|')})$`;
  const options = ['--ci', '--json', `--outputFile=${report}`, '--testLocationInResults', '--testNamePattern', pattern];
  const jest = join(directory, 'node_modules/jest/bin/jest.js');
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe'];
  const child = spawn(process.execPath, [...node, jest, spec, ...options], { cwd: directory, stdio });
  const [output] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  return output;
}
