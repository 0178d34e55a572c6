import { randomInt, timingSafeEqual } from 'node:crypto';

/** A certificate number taken apart. */
export interface CertificateNumber {
  prefix: string;
  year: number;
  serial: number;
  /** The part without the check code: names a certificate, but proves nothing about who asks. */
  registration: string;
  /** Random and known only to who has seen the certificate. Absent when only the registration was given. */
  checkCode?: string;
}

/** Crockford's base 32: no I, L, O or U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHECK_CODE_LENGTH = 8;
const PREFIX = /^[A-Z]{2,12}$/;
/** Everything is optional but order: people copy numbers from paper with and without separators. */
const NUMBER = /^([A-Z]{2,12})(2[0-9OIL]{3})([0-9OIL]{6})([0-9A-TV-Z]{8})?$/;

/** Cyrillic letters that look Latin, typed on a Kazakh or Russian keyboard. */
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  [...'АВЕІКМНОРСТУХ'].map((letter, position) => [letter, 'ABEIKMHOPCTYX'[position] as string]),
);

/** A new number: `<PREFIX>-<year>-<6-digit serial>-<check code>`, the code of 40 random bits. */
export function newCertificateNumber(prefix: string, year: number, serial: number): string {
  return `${registrationOf(prefix, year, serial)}-${newCheckCode()}`;
}

/** The number without its check code. */
export function registrationOf(prefix: string, year: number, serial: number): string {
  if (!PREFIX.test(prefix)) throw new TypeError('A prefix of certificate numbers is 2 to 12 capital Latin letters.');
  if (!Number.isInteger(year) || year < 2000 || year > 2999) throw new RangeError(`No numbers for the year ${year}.`);
  if (!Number.isInteger(serial) || serial < 1 || serial > 999_999) throw new RangeError(`No serial ${serial}.`);
  return `${prefix}-${year}-${String(serial).padStart(6, '0')}`;
}

/**
 * Reads what a person typed, with or without the check code: any case, spaces or dashes anywhere, I and L for 1,
 * O for 0, lookalike Cyrillic letters. Undefined when it is no certificate number.
 */
export function parseCertificateNumber(typed: string): CertificateNumber | undefined {
  if (typed.length > 100) return undefined;
  const compact = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}\u200B-\u200F\uFEFF]/gu, '')
    .replace(/[А-ЯІ]/gu, (letter) => LOOKALIKES[letter] ?? letter);
  const match = NUMBER.exec(compact);
  if (!match) return undefined;
  const [, prefix = '', year = '', serial = '', checkCode] = match;
  if (Number(asDigits(serial)) === 0) return undefined;
  return {
    prefix,
    year: Number(asDigits(year)),
    serial: Number(asDigits(serial)),
    registration: `${prefix}-${asDigits(year)}-${asDigits(serial)}`,
    ...(checkCode && { checkCode: asDigits(checkCode) }),
  };
}

/** The one spelling of what a person typed, as stored and printed; undefined when it is no certificate number. */
export function canonicalCertificateNumber(typed: string): string | undefined {
  const number = parseCertificateNumber(typed);
  if (!number) return undefined;
  return number.checkCode ? `${number.registration}-${number.checkCode}` : number.registration;
}

/** Whether the person gave the check code of the stored number; takes the same time however much of it is right. */
export function isCheckCodeOf(storedNumber: string, typed: CertificateNumber): boolean {
  const stored = Buffer.from(storedNumber);
  const given = Buffer.from(`${typed.registration}-${typed.checkCode ?? ''}`);
  return stored.length === given.length && timingSafeEqual(stored, given);
}

function newCheckCode(): string {
  return Array.from({ length: CHECK_CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

function asDigits(text: string): string {
  return text.replace(/[IL]/g, '1').replace(/O/g, '0');
}
