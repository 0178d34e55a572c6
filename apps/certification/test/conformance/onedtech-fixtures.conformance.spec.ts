import { describeWithConformanceData, openBadgesErrors, readJson } from './conformance-data.js';

const fixture = (name: string) => readJson(`1edtech-ob30-fixtures/${name}.json`);

/** What their validator refuses for its structure, and where the schema has to point for us to have used it right. */
const broken: [string, string][] = [
  ['simple-err-context', '/@context'],
  ['simple-err-type', '/type'],
  ['simple-err-issuer', "'issuer'"],
  ['simple-err-issuer-type', '/issuer/type'],
  ['simple-err-issuer-otheridentifier-type', '/issuer/otherIdentifier'],
  ['simple-err-issuer-parentorg-type', '/issuer/parentOrg/type'],
  ['simple-err-evidence-type', '/evidence/0/type'],
  ['simple-err-credential-subject-type', '/credentialSubject/type'],
  ['simple-err-credential-subject-identifier-type', '/credentialSubject/identifier'],
  ['simple-err-credential-subject-profile-type', '/credentialSubject/source/type'],
  ['simple-err-credential-subject-result-type', '/credentialSubject/result'],
  [
    'simple-err-credential-subject-achievement-result-description-type',
    '/credentialSubject/achievement/resultDescription/0/type',
  ],
];

describeWithConformanceData('The fixtures of 1EdTech, under the schema as we use it', () => {
  it.each(['complete', 'simple', 'simple-multiple-proofs', 'simple-context-version', 'simple-did-key-method'])(
    'are valid where they are: %s',
    (name) => {
      expect(openBadgesErrors(fixture(name))).toEqual([]);
    },
  );

  it.each(broken)('are invalid where their structure is broken: %s at %s', (name, place) => {
    expect(openBadgesErrors(fixture(name)).join('\n')).toContain(place);
  });
});
