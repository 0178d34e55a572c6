import { runTests, type SpecReport, type TestReport } from './jest-run.ts';
import type { Remedy } from './remedy.ts';

/** What a test said while its remedy was off. */
export interface Verdict {
  /** Whether the test failed by itself: it neither passed nor failed to begin. */
  failed: boolean;
  /** First line of its failure, or what was wrong with the attempt. */
  seen: string;
}

const TERMINAL_CODES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Runs the remedy's test alone, in that tree. */
export async function verdictOf({ spec, test: name }: Remedy, directory: string): Promise<Verdict> {
  const report = await runTests(spec, [name], directory);
  const test = report.assertionResults.find(({ fullName }) => fullName === name);
  if (test?.status === 'passed') return { failed: false, seen: 'the test passes without the remedy' };
  const message = messageOf(report, test);
  return test?.status === 'failed' && failedInside(test, message, spec)
    ? { failed: true, seen: firstLine(message) }
    : { failed: false, seen: `did not begin: ${firstLine(message)}` };
}

/** Why a test did not pass. */
export function messageOf(report: SpecReport, test: TestReport | undefined): string {
  const message = test?.failureMessages[0] ?? (report.message || 'there is no such test');
  return message.replaceAll(TERMINAL_CODES, '');
}

/** A failure of what a spec starts before its tests is told of each of them, with no place inside of one. */
function failedInside({ location }: TestReport, message: string, spec: string): boolean {
  if (message.includes('ended before it was ready')) return false;
  const file = spec.split('/').at(-1)!.replaceAll('.', '\\.');
  const lines = [...message.matchAll(new RegExp(`${file}:(\\d+)`, 'g'))].map((match) => Number(match[1]));
  return lines.some((line) => line >= (location?.line ?? 0));
}

/** Without the name of the error's class, on one line even where values are compared. */
export function firstLine(message: string): string {
  const [head = '', ...rest] = message
    .replace(/^Error: /, '')
    .split('\n')
    .map((line) => line.trim());
  const values = rest.filter((line) => /^(Expected|Received|[-+] )/.test(line)).slice(0, 2);
  return [head.replace(/ \/\/ .*$/, ''), ...values].join(' ').replaceAll(/\s+/g, ' ').slice(0, 200);
}
