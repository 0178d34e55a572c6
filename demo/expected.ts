import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ProgramReport, Report } from './report.ts';

/** What the report must say of a program. Registration numbers differ with every run, so of the revoked ones only the count is known. */
export type ExpectedProgram = Omit<ProgramReport, 'revoked'> & { revoked: number };

/** Reads `demo/expected.json`. */
export async function readExpected(): Promise<ExpectedProgram[]> {
  return JSON.parse(await readFile(new URL('./expected.json', import.meta.url), 'utf8')) as ExpectedProgram[];
}

/** The figures of a report in the form in which they are expected. */
export function figuresOf({ programs }: Report): ExpectedProgram[] {
  return programs.map((program) => ({ ...program, revoked: program.revoked.length }));
}

/** Every cell in which the report differs from what is expected, as a sentence. */
export function differences(report: Report, expected: ExpectedProgram[]): string[] {
  const found = new Map(figuresOf(report).map((program) => [program.code, program]));
  const missing = expected.filter(({ code }) => !found.has(code)).map(({ code }) => `${code} was not played`);
  const cells = expected.flatMap((program) => {
    const played = found.get(program.code);
    if (!played) return [];
    const columns = Object.keys(program) as (keyof ExpectedProgram)[];
    return columns
      .filter((column) => !isDeepStrictEqual(played[column], program[column]))
      .map(
        (column) =>
          `${program.code} ${column}: ${JSON.stringify(played[column])}, expected ${JSON.stringify(program[column])}`,
      );
  });
  return [...missing, ...cells];
}
