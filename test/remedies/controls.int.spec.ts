import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectDir } from '../../deploy/local/paths.ts';
import { Controls } from './controls.ts';
import { remedies } from './remedies.ts';
import { verdictOf } from './verdict.ts';

const spec = 'sum.spec.js';
const remedyOf = (test: string) => ({ ...remedies[0]!, spec, test });
const [good, broken, deaf] = ['sum adds up', 'sum is what nobody expects', 'sum is there'].map(remedyOf);

describe('A trial', () => {
  let tree: string;

  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), 'tulga-controls-'));
    symlinkSync(join(projectDir, 'node_modules'), join(tree, 'node_modules'));
    const files = {
      'package.json': '{ "type": "module" }',
      'jest.config.js': 'export default { transform: {} };',
      'sum.js': 'export const sum = (a, b) => a + b;',
      [spec]: `import { appendFileSync } from 'node:fs';
        import { sum } from './sum.js';
        appendFileSync('runs.txt', '.');
        describe('sum', () => {
          it('adds up', () => { expect(sum(1, 2)).toBe(3); });
          it('is what nobody expects', () => { expect(sum(1, 2)).toBe(4); });
          it('is there', () => { expect(sum).toBeDefined(); });
          it('is not asked', () => { throw new Error('nobody asked'); });
        });`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(tree, name), text);
  });

  afterAll(() => rmSync(tree, { recursive: true }));

  it('begins with tests that pass as long as the remedy is on, each spec run once', async () => {
    const controls = new Controls([good!, broken!, deaf!], tree);

    expect(await controls.objectionTo(good!)).toBeUndefined();
    expect(await controls.objectionTo(deaf!)).toBeUndefined();
    expect(await controls.objectionTo(broken!)).toEqual({
      failed: false,
      seen: expect.stringMatching(/^does not pass with the remedy either: expect\(received\).*Expected: 4/),
    });
    expect(readFileSync(join(tree, 'runs.txt'), 'utf8')).toBe('.');
  });

  it('refuses a test that there is not', async () => {
    const nowhere = remedyOf('sum takes away');

    expect((await new Controls([nowhere], tree).objectionTo(nowhere))?.seen).toMatch(/^does not pass/);
  });

  it('tells a test that fails without the remedy from one that does not see it', async () => {
    writeFileSync(join(tree, 'sum.js'), 'export const sum = (a, b) => a - b;');

    expect(await verdictOf(good!, tree)).toEqual({ failed: true, seen: expect.stringContaining('Received: -1') });
    expect(await verdictOf(deaf!, tree)).toEqual({ failed: false, seen: 'the test passes without the remedy' });
  });
});
