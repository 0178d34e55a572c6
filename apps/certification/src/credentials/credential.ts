/** Languages of every text that people read. */
export type Language = 'kk' | 'ru' | 'en';

/** A text in up to three languages; at least one is given. */
export type LocalizedText = Partial<Record<Language, string>>;

/** What a certificate is: decides its title and its achievement type. */
export type DocumentKind =
  'completion-certificate' | 'retraining-certificate' | 'acknowledgment' | 'participation-record';

/** What is awarded: one per program and kind of document, shared by all who hold it. */
export interface AwardedAchievement {
  /** `${origin}/achievements/<id>`. */
  id: string;
  name: LocalizedText;
  description: LocalizedText;
  criteriaNarrative: LocalizedText;
  /** An Open Badges achievement type or `ext:…`; the usual one of the kind when absent. */
  type?: string;
}

/** Everything a credential says. No IIN and no address has a place here. */
export interface CredentialInput {
  /** Public origin of the platform, no slash at the end: the namespace of our own terms. */
  origin: string;
  /** `${origin}/credentials/<uuid>`. */
  id: string;
  kind: DocumentKind;
  issuer: { did: string; name: LocalizedText; url: string };
  /** A person or an organization: a random `urn:uuid:…` and the name as it is printed. */
  holder: { subjectUrn: string; name: string };
  achievement: AwardedAchievement;
  /** The full certificate number. */
  number: string;
  /** ISO 8601 with a zone. */
  validFrom: string;
  /** Only where the policy of the document states results and the holder agreed. */
  results?: { outcome?: string; /** Of 100. */ score?: number };
  statusListUrl: string;
  statusIndex: number;
  /** Language of the plain strings that wallets show; Kazakh when absent. */
  language?: Language;
}

/** An unsigned credential as JSON. */
export type UnsignedCredential = Record<string, unknown> & { '@context': unknown[]; id: string };

/** Titles of the kinds of documents. */
export const DOCUMENT_TITLES: Record<DocumentKind, Required<LocalizedText>> = {
  'completion-certificate': {
    kk: 'Бағдарламаны аяқтағаны туралы сертификат',
    ru: 'Сертификат о завершении программы',
    en: 'Certificate of completion',
  },
  'retraining-certificate': {
    kk: 'Қайта даярлау туралы сертификат',
    ru: 'Сертификат о переподготовке',
    en: 'Retraining certificate',
  },
  acknowledgment: { kk: 'Алғыс хат', ru: 'Благодарственное письмо', en: 'Letter of acknowledgment' },
  'participation-record': { kk: 'Қатысу туралы анықтама', ru: 'Справка об участии', en: 'Record of participation' },
};

/** What an achievement is in the words of Open Badges, or in our own (`ext:`). */
export const ACHIEVEMENT_TYPES: Record<DocumentKind, string> = {
  'completion-certificate': 'CertificateOfCompletion',
  'retraining-certificate': 'Certificate',
  acknowledgment: 'ext:Acknowledgment',
  'participation-record': 'ext:ParticipationRecord',
};

const LANGUAGES: Language[] = ['kk', 'ru', 'en'];

/** The standard contexts of every credential of ours; our own terms follow inline. */
export const CREDENTIAL_CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
];

/** The JSON schema that a credential of ours names and satisfies. */
export const ACHIEVEMENT_CREDENTIAL_SCHEMA =
  'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

/** Our own terms: Open Badges wants plain strings, so the three languages stand beside them. */
export function ownTerms(origin: string): Record<string, unknown> {
  const inLanguages = (term: string) => ({ '@id': `${origin}/ns#${term}`, '@container': '@language' });
  return {
    nameI18n: inLanguages('nameI18n'),
    descriptionI18n: inLanguages('descriptionI18n'),
    narrativeI18n: inLanguages('narrativeI18n'),
    documentKind: `${origin}/ns#documentKind`,
  };
}

/** The unsigned Open Badges 3.0 AchievementCredential (VC 2.0) of a certificate or acknowledgment. */
export function buildCredential(input: CredentialInput): UnsignedCredential {
  assertHolderIsPseudonymous(input.holder);
  const language = input.language ?? 'kk';
  return {
    '@context': [...CREDENTIAL_CONTEXTS, ownTerms(input.origin)],
    id: input.id,
    type: ['VerifiableCredential', 'AchievementCredential'],
    ...localized('name', titleOf(input), language),
    documentKind: input.kind,
    issuer: {
      id: input.issuer.did,
      type: ['Profile'],
      ...localized('name', input.issuer.name, language),
      url: input.issuer.url,
    },
    validFrom: input.validFrom,
    credentialSubject: subjectOf(input, language),
    credentialStatus: {
      id: `${input.statusListUrl}#${input.statusIndex}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex: String(input.statusIndex),
      statusListCredential: input.statusListUrl,
    },
    credentialSchema: [{ id: ACHIEVEMENT_CREDENTIAL_SCHEMA, type: '1EdTechJsonSchemaValidator2019' }],
  };
}

/** The text in the wanted language, or in the first that has one. */
export function inLanguage(text: LocalizedText, language: Language): string {
  const found = [language, ...LANGUAGES].find((candidate) => text[candidate]);
  if (!found) throw new TypeError('A text of a credential is empty in every language.');
  return text[found] as string;
}

function subjectOf(input: CredentialInput, language: Language): Record<string, unknown> {
  const { achievement } = input;
  const { results, descriptions } = resultsOf(input);
  return {
    id: input.holder.subjectUrn,
    type: ['AchievementSubject'],
    identifier: [{ type: 'IdentityObject', hashed: false, identityHash: input.holder.name, identityType: 'name' }],
    licenseNumber: input.number,
    achievement: {
      id: achievement.id,
      type: ['Achievement'],
      achievementType: achievement.type ?? ACHIEVEMENT_TYPES[input.kind],
      ...localized('name', achievement.name, language),
      ...localized('description', achievement.description, language),
      criteria: localized('narrative', achievement.criteriaNarrative, language),
      ...(descriptions.length > 0 && { resultDescription: descriptions }),
    },
    ...(results.length > 0 && { result: results }),
  };
}

function resultsOf(input: CredentialInput): { results: object[]; descriptions: object[] } {
  const { outcome, score } = input.results ?? {};
  const results: object[] = [];
  const descriptions: object[] = [];
  const add = (fragment: string, value: string, description: object) => {
    const id = `${input.achievement.id}#${fragment}`;
    results.push({ type: ['Result'], resultDescription: id, value });
    descriptions.push({ id, type: ['ResultDescription'], ...description });
  };
  if (outcome !== undefined) add('outcome', outcome, { name: 'Outcome', resultType: 'Result' });
  if (score !== undefined)
    add('score', String(score), { name: 'Score', resultType: 'Percent', valueMin: '0', valueMax: '100' });
  return { results, descriptions };
}

function titleOf({ kind, achievement }: CredentialInput): LocalizedText {
  const given = LANGUAGES.filter((language) => achievement.name[language]);
  return Object.fromEntries(
    given.map((language) => [language, `${DOCUMENT_TITLES[kind][language]}: ${achievement.name[language]}`]),
  );
}

function localized(term: string, text: LocalizedText, language: Language): Record<string, unknown> {
  const given = Object.entries(text).filter(([, value]) => value);
  return { [term]: inLanguage(text, language), [`${term}I18n`]: Object.fromEntries(given) };
}

/** Whoever holds a credential reads all of it, forever: an IIN or address must not slip in with a name. */
function assertHolderIsPseudonymous(holder: CredentialInput['holder']): void {
  if (!/^urn:uuid:[0-9a-f-]{36}$/.test(holder.subjectUrn)) throw new TypeError('The subject must be a urn:uuid.');
  if (!holder.name.trim()) throw new TypeError('The name of the holder is empty.');
  if (/\d{12}|\S@\S/.test(holder.name)) throw new TypeError('The name of the holder contains an IIN or an address.');
}
