import { table, withVerdicts } from './table.ts';
import { remedies } from './remedies.ts';

describe('What was seen', () => {
  it('is kept until the same remedy is tried again', () => {
    const known = { lock: 'Expected 1', poll: 'Waited in vain' };
    const verdicts = new Map([
      ['lock', { failed: true, seen: 'Expected 2' }],
      ['window', { failed: true, seen: 'Expected 3' }],
    ]);

    expect(withVerdicts(known, verdicts)).toEqual({ lock: 'Expected 2', poll: 'Waited in vain', window: 'Expected 3' });
  });

  it('is forgotten when the test has passed without its remedy', () => {
    const verdicts = new Map([['lock', { failed: false, seen: 'the test passes without the remedy' }]]);

    expect(withVerdicts({ lock: 'Expected 1' }, verdicts)).toEqual({});
  });

  it('stands in the row of its remedy, and what was not seen says so', () => {
    const [first, second] = remedies;

    const rows = table({ [first!.remedy]: 'a | b' }).split('\n');

    expect(rows.find((row) => row.includes(first!.remedy))).toMatch(/\| a \\\| b \|$/);
    expect(rows.find((row) => row.includes(second!.remedy))).toMatch(/\| not seen yet \|$/);
  });
});
