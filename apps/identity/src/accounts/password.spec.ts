import { hashPassword, isPassword } from './password.js';

describe('A password', () => {
  it('is recognized by its hash, however its letters were typed', async () => {
    const hash = await hashPassword('Й-құпия');

    expect(await isPassword('Й-құпия'.normalize('NFD'), hash)).toBe(true);
    expect(await isPassword('Й-құпия ', hash)).toBe(false);
  });

  it('has another hash each time', async () => {
    expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
  });

  it('is wrong where there is no account', async () => {
    expect(await isPassword('', undefined)).toBe(false);
  });
});
