import { scriptOf } from './pgbench.ts';

const order = '0193b0a4-5a70-7cc1-8f3a-2b1c4d5e6f70';
const event = '0193b0a4-5a70-7cc1-8f3a-2b1c4d5e6f71';

describe('A script of noted statements', () => {
  it('gives each loop other ids, and one id the same ones wherever it stands', () => {
    const script = scriptOf([
      { text: 'INSERT INTO orders VALUES ($1, $2)', values: [order, 7] },
      { text: 'SELECT $1::uuid[], $2', values: [[event], `order/${order}`] },
    ]);

    expect(script.split('\n').slice(2)).toEqual([
      `INSERT INTO orders VALUES (lpad(to_hex(:n::bigint * 16 + 0), 32, '0')::uuid, 7);`,
      `SELECT ARRAY[lpad(to_hex(:n::bigint * 16 + 1), 32, '0')::uuid]::uuid[], ` +
        `('order/' || lpad(to_hex(:n::bigint * 16 + 0), 32, '0') || '');`,
      '',
    ]);
  });

  it('hides colons and quotes of texts, which pgbench would take for variables', () => {
    const [, , line] = scriptOf([{ text: 'SELECT $1', values: ['{"it":"o\'clock"}'] }]).split('\n');

    expect(line).toBe(`SELECT E'{"it"\\072"o''clock"}';`);
  });

  it('keeps nothing, truth and numbers as they are', () => {
    const [, , line] = scriptOf([{ text: 'SELECT $1, $2, $3', values: [null, true, 1.5] }]).split('\n');

    expect(line).toBe('SELECT NULL, true, 1.5;');
  });
});
