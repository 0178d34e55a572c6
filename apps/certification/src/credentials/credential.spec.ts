import { buildCredential, DOCUMENT_TITLES, inLanguage, type CredentialInput } from './credential.js';

const origin = 'https://tulga.example.kz';
const input: CredentialInput = {
  origin,
  id: `${origin}/credentials/0197a5c0-0000-7000-8000-000000000001`,
  kind: 'completion-certificate',
  issuer: { did: 'did:web:tulga.example.kz:issuers:1', name: { ru: 'Школа' }, url: `${origin}/organizations/1` },
  holder: { subjectUrn: 'urn:uuid:9f0c2f4e-7d3c-4b0a-9a53-2f9b1d1a1c11', name: 'Әлия Ғабитова' },
  achievement: {
    id: `${origin}/achievements/1`,
    name: { kk: 'Көшбасшылық', ru: 'Лидерство', en: 'Leadership' },
    description: { en: 'A program.' },
    criteriaNarrative: { kk: 'Барлық сессия.' },
  },
  number: 'TLG-2026-000017-7K3M9QXZ',
  validFrom: '2026-06-30T10:00:00Z',
  statusListUrl: `${origin}/status-lists/1`,
  statusIndex: 4711,
};
const subjectOf = (built: Record<string, unknown>) => built.credentialSubject as Record<string, unknown>;

describe('A credential', () => {
  it('names its holder by a random URN and the printed name only', () => {
    expect(subjectOf(buildCredential(input))).toMatchObject({
      id: input.holder.subjectUrn,
      identifier: [{ type: 'IdentityObject', hashed: false, identityHash: 'Әлия Ғабитова', identityType: 'name' }],
      licenseNumber: input.number,
    });
  });

  it('says everything in the languages there are, Kazakh first', () => {
    expect(buildCredential(input)).toMatchObject({
      name: 'Бағдарламаны аяқтағаны туралы сертификат: Көшбасшылық',
      nameI18n: { en: 'Certificate of completion: Leadership' },
      documentKind: 'completion-certificate',
      issuer: { name: 'Школа', nameI18n: { ru: 'Школа' } },
      credentialSubject: {
        achievement: { name: 'Көшбасшылық', description: 'A program.', criteria: { narrative: 'Барлық сессия.' } },
      },
    });
    expect(buildCredential({ ...input, language: 'en' })).toMatchObject({
      name: 'Certificate of completion: Leadership',
    });
  });

  it('points to its bit of the status list at another address than the list itself', () => {
    expect(buildCredential(input).credentialStatus).toEqual({
      id: `${origin}/status-lists/1#4711`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: '4711',
      statusListCredential: `${origin}/status-lists/1`,
    });
  });

  it('keeps results out unless asked', () => {
    const subject = subjectOf(buildCredential(input));

    expect(subject).not.toHaveProperty('result');
    expect(subject.achievement).not.toHaveProperty('resultDescription');
  });

  it('states the results it was asked to, each with its description', () => {
    const subject = subjectOf(buildCredential({ ...input, results: { outcome: 'passed', score: 0 } }));

    expect(subject).toMatchObject({
      result: [
        { resultDescription: `${origin}/achievements/1#outcome`, value: 'passed' },
        { resultDescription: `${origin}/achievements/1#score`, value: '0' },
      ],
      achievement: { resultDescription: [{ resultType: 'Result' }, { resultType: 'Percent', valueMax: '100' }] },
    });
  });

  it('has the achievement type of its kind unless another is given', () => {
    const typeOf = (change: Partial<CredentialInput>) =>
      (subjectOf(buildCredential({ ...input, ...change })).achievement as { achievementType: string }).achievementType;

    expect(typeOf({})).toBe('CertificateOfCompletion');
    expect(typeOf({ kind: 'acknowledgment' })).toBe('ext:Acknowledgment');
    expect(typeOf({ achievement: { ...input.achievement, type: 'MicroCredential' } })).toBe('MicroCredential');
  });

  it.each([
    ['an IIN beside the name', { name: 'Әлия Ғабитова 990101450123' }],
    ['a mail address', { name: 'aliya@example.kz' }],
    ['no name', { name: ' ' }],
    ['a subject that is not random', { subjectUrn: 'urn:iin:990101450123' }],
  ])('is not built with %s', (_, holder) => {
    expect(() => buildCredential({ ...input, holder: { ...input.holder, ...holder } })).toThrow(TypeError);
  });
});

describe('A text in several languages', () => {
  it('falls back in the order Kazakh, Russian, English', () => {
    expect(inLanguage({ ru: 'да', en: 'yes' }, 'kk')).toBe('да');
    expect(inLanguage({ ru: 'да', en: 'yes' }, 'en')).toBe('yes');
    expect(() => inLanguage({ kk: '' }, 'kk')).toThrow(TypeError);
  });

  it('gives every kind a title in all three', () => {
    for (const title of Object.values(DOCUMENT_TITLES)) {
      expect(Object.keys(title)).toEqual(['kk', 'ru', 'en']);
    }
  });
});
