import { jest } from '@jest/globals';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectDir } from '../local/paths.ts';
import { tool } from './gates.ts';

const copied = ['.dependency-cruiser.cjs', '.oxlintrc.json', '.prettierrc.json', 'tsconfig.json', 'tsconfig.base.json'];

/** A repository in small that keeps every rule. */
const sound: Record<string, string> = {
  'libs/contracts/src/index.ts': `export const ProjectEvaluatedV1 = { type: 'evaluated' };\n`,
  'libs/messaging/src/index.ts': `export const outbox = 1;\n`,
  'libs/service-kit/src/index.ts': `export const work = 1;\n`,
  'libs/service-kit/src/iin.ts': `export const iin = 1;\n`,
  'libs/testing/src/index.ts': `export const waitFor = 1;\n`,
  'apps/assessment/src/projects/project.ts':
    `import { ProjectEvaluatedV1 } from '@app/contracts';\n` +
    `import { iin } from '../../../../libs/service-kit/src/iin.js';\n\n` +
    `export const project = [ProjectEvaluatedV1, iin];\n`,
  'apps/assessment/src/projects/projects.service.ts':
    `import { outbox } from '@app/messaging';\nimport { work } from '@app/service-kit';\n` +
    `import { Injectable } from '@nestjs/common';\nimport { project } from './project.js';\n\n` +
    `@Injectable()\nexport class ProjectsService {\n  all = [outbox, work, project];\n}\n`,
  'apps/assessment/src/assessment.config.ts': `export const port = process.env.PORT;\n`,
  'apps/programs/src/cohorts/cohort.ts': `export const cohort = 1;\n`,
};

const many = (count: number, line: string): string => `${line}\n`.repeat(count);

/** For each rule one file that breaks it, and nothing else. */
const importRules: [rule: string, path: string, text: string][] = [
  [
    'apps-never-import-apps',
    'apps/assessment/src/projects/a.ts',
    `export { cohort } from '../../../programs/src/cohorts/cohort.js';\n`,
  ],
  ['contracts-import-nothing-of-ours', 'libs/contracts/src/b.ts', `export { outbox } from '@app/messaging';\n`],
  ['contracts-know-no-framework', 'libs/contracts/src/c.ts', `export { Entity } from 'typeorm';\n`],
  ['domain-knows-no-nest', 'apps/assessment/src/projects/d.ts', `export { Injectable } from '@nestjs/common';\n`],
  ['domain-knows-no-nest', 'apps/assessment/src/projects/d.errors.ts', `export { outbox } from '@app/messaging';\n`],
  ['domain-knows-no-nest', 'apps/assessment/src/projects/e.ts', `export { work } from '@app/service-kit';\n`],
  ['no-cycles', 'apps/assessment/src/f.ts', `export { other } from './other.js';\nexport const f = 1;\n`],
  ['messaging-stays-below-service-kit', 'libs/messaging/src/g.ts', `export { work } from '@app/service-kit';\n`],
  ['testing-is-for-specs', 'apps/assessment/src/h.service.ts', `export { waitFor } from '@app/testing';\n`],
];

const lintRules: [rule: string, path: string, text: string][] = [
  ['no-process-env', 'apps/assessment/src/a.ts', `export const port = process.env.PORT;\n`],
  ['real-time', 'apps/assessment/src/b.ts', `export const now = new Date();\n`],
  ['no-barrel', 'apps/assessment/src/projects/index.ts', `export const barrel = 1;\n`],
  ['max-lines', 'apps/assessment/src/c.ts', `export const c = 1;\n${many(250, '// long')}`],
  ['max-lines-per-function', 'apps/assessment/src/d.ts', `export function d() {\n${many(40, '  d();')}}\n`],
  ['no-console', 'apps/assessment/src/e.ts', `console.log('here');\n`],
  ['no-warning-comments', 'apps/assessment/src/f.ts', `// TODO later\nexport const f = 1;\n`],
  ['no-floating-promises', 'apps/assessment/src/g.ts', `async function g() {}\ng();\n`],
  ['no-disabled-tests', 'apps/assessment/src/h.spec.ts', `it.skip('later', () => expect(1).toBe(1));\n`],
  ['no-focused-tests', 'apps/assessment/src/i.spec.ts', `it.only('now', () => expect(1).toBe(1));\n`],
  [
    'constructor-dependencies',
    'apps/assessment/src/j.ts',
    `const Service = (target: object) => void target;\n@Service\nexport class J {\n` +
      `  constructor(readonly a: 1, readonly b: 1, readonly c: 1, readonly d: 1, readonly e: 1) {}\n}\n`,
  ],
  [
    'handler-transaction',
    'apps/assessment/src/k.consumer.ts',
    `import type { Repository } from 'typeorm';\n\n` +
      `export class K {\n  constructor(readonly all: Repository<object>) {}\n}\n`,
  ],
  [
    'handler-transaction',
    'apps/assessment/src/l.consumer.ts',
    `import type { DataSource } from 'typeorm';\n\nexport class L {\n  constructor(all: DataSource) {}\n}\n`,
  ],
  [
    'handler-transaction',
    'apps/assessment/src/m.consumer.ts',
    `const InjectRepository = (entity: unknown) => (target: object, name: string) => void [entity, target, name];\n\n` +
      `export class M {\n  @InjectRepository(Object) all = 1;\n}\n`,
  ],
];

// Each starts whole programs, which take their time on a machine that does other things too.
jest.setTimeout(120_000);

describe('the gates of npm test', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tulga-gates-'));
    for (const name of copied) cpSync(join(projectDir, name), join(root, name));
    cpSync(join(projectDir, 'deploy/test/lint-rules.mjs'), join(root, 'deploy/test/lint-rules.mjs'));
    symlinkSync(join(projectDir, 'node_modules'), join(root, 'node_modules'));
    write(sound);
  });

  afterEach(() => rmSync(root, { recursive: true }));

  function write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }

  const lint = (): Promise<string> => tool('oxlint', ['--deny-warnings', '-f', 'unix', 'apps', 'libs'], root);
  const rules = (): Promise<string> => tool('depcruise', ['--config', '.dependency-cruiser.cjs', 'apps', 'libs'], root);
  const format = (): Promise<string> => tool('prettier', ['--check', 'apps', 'libs'], root);
  const types = (): Promise<string> => tool('tsc', ['-p', 'tsconfig.json'], root);

  it('are content with a repository that keeps the rules', async () => {
    const complaints = await Promise.all([lint(), rules(), format(), types()]);

    expect(complaints).toEqual(['', '', '', '']);
  });

  it('name each import that breaks a rule', async () => {
    write({ 'apps/assessment/src/other.ts': `export { f } from './f.js';\nexport const other = 1;\n` });
    write(Object.fromEntries(importRules.map(([, path, text]) => [path, text])));

    const complaint = await rules();

    for (const [rule, path] of importRules) expect(complaint).toContain(`error ${rule}: ${path} →`);
    expect(complaint).toContain(`${importRules.length} dependency violations`);
  });

  it('name each line that breaks a rule of the linter', async () => {
    write(Object.fromEntries(lintRules.map(([, path, text]) => [path, text])));

    const complaints = (await lint()).split('\n');

    for (const [rule, path] of lintRules) {
      expect(complaints.filter((line) => line.startsWith(`${path}:`)).join()).toContain(`(${rule})`);
    }
  });

  it('refuse another layout and a wrong type', async () => {
    write({ 'apps/assessment/src/k.ts': `export const k: number = "text"\n` });

    expect(await format()).toContain('apps/assessment/src/k.ts');
    expect(await types()).toContain(`apps/assessment/src/k.ts(1,14): error TS2322`);
  });
});
