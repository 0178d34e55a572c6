import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { DomainError } from '@app/contracts';

const FIRST_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const SECOND_WEIGHTS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
const CIPHER = 'aes-256-gcm';

/** Twelve digits that are no identification number. The digits themselves are not repeated. */
export class IinMalformed extends DomainError {
  readonly code = 'iin-malformed';
  readonly kind = 'invalid';

  constructor() {
    super('Not an individual identification number: twelve digits with a matching check digit');
  }
}

/**
 * Individual identification number of a person in Kazakhstan. Stored encrypted and found by a keyed hash; never shown
 * whole, logged or put into an event.
 */
export class Iin {
  private constructor(private readonly digits: string) {}

  static parse(text: string): Iin {
    if (!Iin.isValid(text)) throw new IinMalformed();
    return new Iin(text);
  }

  static isValid(text: unknown): text is string {
    if (typeof text !== 'string' || !/^\d{12}$/.test(text)) return false;
    const digits = [...text].map(Number);
    return checkDigit(digits) === digits[11];
  }

  static decrypt(encrypted: string, secretKey: Buffer): Iin {
    const bytes = Buffer.from(encrypted, 'base64');
    const decipher = createDecipheriv(CIPHER, derived(secretKey, 'iin encryption'), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return new Iin(decipher.update(bytes.subarray(28), undefined, 'latin1') + decipher.final('latin1'));
  }

  /** Different at each call: two rows with one number do not look alike. */
  encrypt(secretKey: Buffer): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv(CIPHER, derived(secretKey, 'iin encryption'), nonce);
    const body = Buffer.concat([cipher.update(this.digits, 'latin1'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
  }

  /** Equal for equal numbers under one key, and of no use without it. */
  lookupHash(secretKey: Buffer): string {
    return createHmac('sha256', derived(secretKey, 'iin lookup')).update(this.digits).digest('base64url');
  }

  equals(other: Iin): boolean {
    return this.digits === other.digits;
  }

  /** Masked: the last four digits only. */
  toString(): string {
    return `********${this.digits.slice(8)}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Weights 1 to 11; when they leave ten, weights 3 to 11, 1, 2; when those do, too, no such number is given out. */
function checkDigit(digits: readonly number[]): number {
  const first = weigh(digits, FIRST_WEIGHTS);
  return first === 10 ? weigh(digits, SECOND_WEIGHTS) : first;
}

function weigh(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * digits[place], 0) % 11;
}

function derived(secretKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `tulga ${purpose}`, 32));
}
