import { randomBytes } from 'node:crypto';
import { ContactSeal } from './contact-seal.js';

describe('ContactSeal', () => {
  const seal = new ContactSeal(randomBytes(32));

  it('opens what it sealed', () => {
    expect(seal.open(seal.seal('aigul@example.kz'))).toBe('aigul@example.kz');
  });

  it('never seals the same text to the same bytes', () => {
    expect(seal.seal('+77010000000')).not.toBe(seal.seal('+77010000000'));
  });

  it('notices bytes that were changed', () => {
    const bytes = Buffer.from(seal.seal('aigul@example.kz'), 'base64');
    bytes[14]! ^= 1;

    expect(() => seal.open(bytes.toString('base64'))).toThrow();
  });

  it('finds an address again in any spelling, under this key only', () => {
    expect(seal.mailHash(' Aigul@Example.KZ ')).toBe(seal.mailHash('aigul@example.kz'));
    expect(new ContactSeal(randomBytes(32)).mailHash('aigul@example.kz')).not.toBe(seal.mailHash('aigul@example.kz'));
  });
});
