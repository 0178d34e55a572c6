import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectDir } from '../local/paths.ts';

/** One check over the whole repository that is no test suite. */
export interface Gate {
  name: string;
  /** Returns what is wrong; '' when nothing is. */
  run(): Promise<string>;
}

/** The checks of `npm test` before the suites, in the order in which they are reported. */
export const gates: Gate[] = [
  { name: 'format', run: () => tool('prettier', ['--check', '--log-level=warn', '.']) },
  { name: 'lint', run: () => tool('oxlint', ['--deny-warnings', '--format=unix']) },
  { name: 'types', run: () => tool('tsc', ['-p', 'tsconfig.json']) },
  { name: 'dependency rules', run: () => tool('depcruise', ['--config', '.dependency-cruiser.cjs', 'apps', 'libs']) },
];

/** Runs a program of node_modules and gives back what it says when it is not content. */
export async function tool(name: string, args: string[], cwd: string = projectDir): Promise<string> {
  const program = join(projectDir, 'node_modules/.bin', name);
  try {
    await promisify(execFile)(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
    return '';
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    return `${stdout}${stderr}`.trim() || message;
  }
}
