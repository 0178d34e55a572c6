import { randomBytes } from 'node:crypto';
import { SealedBox } from './sealed-box.js';

describe('SealedBox', () => {
  const box = new SealedBox(randomBytes(32));

  it('opens what it sealed', () => {
    expect(box.open('keys', box.seal('keys', 'кілт'))).toBe('кілт');
  });

  it('opens nothing that was sealed for another purpose, with another key, or changed since', () => {
    const sealed = box.seal('keys', 'secret');
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;

    expect(() => box.open('cookies', sealed)).toThrow();
    expect(() => new SealedBox(randomBytes(32)).open('keys', sealed)).toThrow();
    expect(() => box.open('keys', changed)).toThrow();
  });
});
