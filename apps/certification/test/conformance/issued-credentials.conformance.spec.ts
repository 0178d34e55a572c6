import type { CredentialInput, DocumentKind } from '../../src/credentials/credential.js';
import { verifyCredential, type SignedCredential } from '../../src/credentials/data-integrity.js';
import { AnIssuer, origin } from './an-issuer.js';
import {
  describeWithConformanceData,
  openBadgesErrors,
  readJson,
  verifiableCredentialErrors,
} from './conformance-data.js';
import { verifyCredentialCopy } from './verifier.js';

const kinds: [DocumentKind, Partial<CredentialInput>][] = [
  ['completion-certificate', { results: { outcome: 'passed', score: 87.5 } }],
  ['retraining-certificate', {}],
  [
    'acknowledgment',
    { holder: { subjectUrn: 'urn:uuid:0e1c5ac6-61d5-4fd2-a40f-0c1f2a4a3d53', name: '№ 5 мектеп-лицей' } },
  ],
  ['participation-record', { language: 'en' }],
];

describe('An issued credential', () => {
  let issuer: AnIssuer;
  beforeEach(async () => {
    issuer = await AnIssuer.withAKey();
  });
  const ourCheck = (credential: SignedCredential) => verifyCredential(credential, issuer.resolve, new Date(), origin);

  describeWithConformanceData('by the schemas of others', () => {
    it.each(kinds)('is valid as %s', async (kind, overrides) => {
      const credential = await issuer.issue({ kind, ...overrides });

      expect(openBadgesErrors(credential)).toEqual([]);
      expect(verifiableCredentialErrors(credential)).toEqual([]);
    });

    it('is found valid under the schema it names', async () => {
      issuer.publishSchema(readJson('ob_v3p0_achievementcredential_schema.json'));
      const credential = await issuer.issue();

      expect(await verifyCredentialCopy(credential, issuer.fetchDocument)).toMatchObject({ schema: 'valid' });
    });

    it('has a status list that is a valid verifiable credential', async () => {
      expect(verifiableCredentialErrors(await issuer.statusList())).toEqual([]);
    });
  });

  describe.each(kinds)('when in force as %s', (kind, overrides) => {
    it('is verified by a stranger who fetches only our addresses', async () => {
      const credential = await issuer.issue({ kind, ...overrides });

      const verdict = await verifyCredentialCopy(credential, issuer.fetchDocument);

      expect(verdict).toMatchObject({ verified: true, signature: 'valid', status: 'valid', reasons: [] });
      expect(await ourCheck(credential)).toEqual({ verified: true, signature: 'valid', status: 'valid' });
    });
  });

  describe('when its members come in another order, as a database may return them', () => {
    it('stays verified', async () => {
      const reordered = withKeysReversed(await issuer.issue()) as SignedCredential;

      expect(await verifyCredentialCopy(reordered, issuer.fetchDocument)).toMatchObject({ verified: true });
      expect(await ourCheck(reordered)).toMatchObject({ verified: true });
    });
  });

  describe('when revoked', () => {
    it('is still signed, and read as revoked by a stranger and by us', async () => {
      const credential = await issuer.issue({ statusIndex: 4711 });
      issuer.bits.set(4711, true);

      const verdict = await verifyCredentialCopy(credential, issuer.fetchDocument);

      expect(verdict).toMatchObject({ verified: false, signature: 'valid', status: 'revoked' });
      expect(await ourCheck(credential)).toMatchObject({ verified: false, signature: 'valid', status: 'revoked' });
    });

    it('leaves its neighbors in force', async () => {
      const credential = await issuer.issue({ statusIndex: 4711 });
      issuer.bits.set(4710, true);
      issuer.bits.set(4712, true);

      expect(await verifyCredentialCopy(credential, issuer.fetchDocument)).toMatchObject({ verified: true });
    });
  });

  describe('when its key was retired', () => {
    it('stays verified as long as the key stays published', async () => {
      const credential = await issuer.issue();
      await issuer.rotate();

      expect(await verifyCredentialCopy(credential, issuer.fetchDocument)).toMatchObject({ verified: true });
      expect(await ourCheck(credential)).toMatchObject({ verified: true });
    });

    it('is refused once the key is taken away', async () => {
      const credential = await issuer.issue();
      await issuer.rotate();
      issuer.keys.pop();

      expect(await verifyCredentialCopy(credential, issuer.fetchDocument)).toMatchObject({ verified: false });
      expect(await ourCheck(credential)).toMatchObject({ verified: false, signature: 'invalid' });
    });
  });

  describe('when its status list cannot be trusted', () => {
    it.each([
      ['absent', () => undefined],
      ['of another issuer', async () => (await AnIssuer.withAKey()).statusList()],
      ['altered', async () => ({ ...(await issuer.statusList()), validFrom: '2026-01-01T00:00:00Z' })],
    ])('is not verified by a list that is %s', async (_, list) => {
      const credential = await issuer.issue();
      const serve = (own: typeof issuer.resolve) => async (url: string) =>
        url === issuer.statusListUrl ? list() : own(url);

      const check = await verifyCredential(credential, serve(issuer.resolve), new Date(), origin);

      expect(check).toMatchObject({ verified: false, signature: 'valid', status: 'unknown' });
      expect(await verifyCredentialCopy(credential, serve(issuer.fetchDocument))).toMatchObject({ verified: false });
    });
  });
});

function withKeysReversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysReversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, withKeysReversed(member)]);
  return Object.fromEntries(entries.reverse()) as object;
}
