import {
  canonicalCertificateNumber,
  isCheckCodeOf,
  newCertificateNumber,
  parseCertificateNumber,
  registrationOf,
  type CertificateNumber,
} from './certificate-number.js';

describe('A new certificate number', () => {
  it('has prefix, year, six digits and a check code of 40 bits in the alphabet of Crockford', () => {
    expect(newCertificateNumber('TLG', 2026, 17)).toMatch(/^TLG-2026-000017-[0-9A-HJKMNP-TV-Z]{8}$/);
  });

  it('has a check code that does not follow from the rest', () => {
    const numbers = new Set(Array.from({ length: 1000 }, () => newCertificateNumber('TLG', 2026, 17)));

    expect(numbers.size).toBe(1000);
  });

  it('uses every letter of the alphabet', () => {
    const codes = Array.from({ length: 500 }, () => newCertificateNumber('TLG', 2026, 17).slice(-8)).join('');

    expect(new Set(codes).size).toBe(32);
  });

  it.each([
    ['TL1', 2026, 1],
    ['tlg', 2026, 1],
    ['T', 2026, 1],
    ['TLG', 1999, 1],
    ['TLG', 2026, 0],
    ['TLG', 2026, 1_000_000],
  ])('is refused for %s, %d, %d', (prefix, year, serial) => {
    expect(() => newCertificateNumber(prefix, year, serial)).toThrow();
  });

  it('is read back as it was made', () => {
    const number = newCertificateNumber('LIO', 2026, 123_456);

    const parsed = parseCertificateNumber(number) as CertificateNumber;

    expect(parsed).toMatchObject({ prefix: 'LIO', year: 2026, serial: 123_456, registration: 'LIO-2026-123456' });
    expect(`${parsed.registration}-${parsed.checkCode}`).toBe(number);
    expect(isCheckCodeOf(number, parsed)).toBe(true);
  });
});

describe('A certificate number as people type it', () => {
  it.each([
    ['tlg-2026-000017-7k3m9qxz', 'in lower case'],
    ['  TLG 2026 000017 7K3M 9QXZ ', 'with spaces'],
    ['TLG20260000177K3M9QXZ', 'without separators'],
    ['TLG–2026–000017—7K3M9QXZ', 'with other dashes'],
    ['TLG-2O26-OOOO17-7K3M9QXZ', 'with O for 0'],
    ['TLG-2026-0000I7-7K3M9QXZ', 'with I for 1'],
    ['TLG-2026-0000l7-7k3m9qxz', 'with l for 1'],
    ['ТLG-2026-000017-7К3М9QХZ', 'with Cyrillic lookalikes'],
    ['TLG\u00A02026\u200B-000017-7K3M9QXZ', 'with invisible characters'],
  ])('%s is the same number %s', (typed) => {
    expect(canonicalCertificateNumber(typed)).toBe('TLG-2026-000017-7K3M9QXZ');
  });

  it('keeps I, L and O in the prefix and maps them in the check code', () => {
    expect(canonicalCertificateNumber('oil-2026-000017-oIl00000')).toBe('OIL-2026-000017-01100000');
  });

  it('is recognized without its check code, which then proves nothing', () => {
    const parsed = parseCertificateNumber('tlg 2026 000017') as CertificateNumber;

    expect(parsed).toEqual({ prefix: 'TLG', year: 2026, serial: 17, registration: registrationOf('TLG', 2026, 17) });
    expect(isCheckCodeOf('TLG-2026-000017-7K3M9QXZ', parsed)).toBe(false);
  });

  it('with a wrong check code is not the stored one', () => {
    const parsed = parseCertificateNumber('TLG-2026-000017-7K3M9QXY') as CertificateNumber;

    expect(isCheckCodeOf('TLG-2026-000017-7K3M9QXZ', parsed)).toBe(false);
  });

  it.each([
    '',
    'TLG',
    'TLG-2026',
    'TLG-2026-17',
    'TLG-2026-000000',
    'TLG-2026-000017-7K3M',
    'TLG-2026-000017-7K3M9QXU',
  ])('"%s" is none', (typed) => {
    expect(parseCertificateNumber(typed)).toBeUndefined();
  });
});
