import { globSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@app/contracts';
import { certificationProblems } from './certification.problems.js';

type ErrorClass = new (...values: never[]) => DomainError;

async function errorClasses(): Promise<ErrorClass[]> {
  const files = globSync('**/*.errors.ts', { cwd: import.meta.dirname });
  const modules = await Promise.all(files.map((file) => import(join(import.meta.dirname, file))));
  return modules.flatMap((module) => Object.values(module as Record<string, ErrorClass>));
}

describe('Problems of certification', () => {
  it('have a title in all three languages, and no title is left over', async () => {
    const codes = (await errorClasses()).map((ErrorClass) => new ErrorClass().code);

    expect(Object.keys(certificationProblems).sort()).toEqual(codes.sort());
    for (const title of Object.values(certificationProblems)) {
      expect(Object.values(title).every((text) => text.trim() !== '')).toBe(true);
      expect(Object.keys(title)).toEqual(['kk', 'ru', 'en']);
    }
  });
});
