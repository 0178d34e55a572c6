import { waitFor } from './wait-for.js';

describe('waitFor', () => {
  it('returns the first truthy value', async () => {
    let calls = 0;

    expect(await waitFor(() => ++calls === 3 && 'third', { intervalMs: 1 })).toBe('third');
  });

  it('takes an error for "not yet"', async () => {
    let calls = 0;
    const condition = async (): Promise<string> => {
      if (++calls < 3) throw new Error('not yet');
      return 'there';
    };

    expect(await waitFor(condition, { intervalMs: 1 })).toBe('there');
  });

  it('tells what it saw last when the time is over', async () => {
    const options = { timeoutMs: 20, intervalMs: 1 };

    await expect(waitFor(() => 0, options)).rejects.toThrow('Waited 20 ms in vain; last: 0');
    await expect(waitFor(() => Promise.reject(new Error('no table')), options)).rejects.toThrow('last: no table');
  });
});
