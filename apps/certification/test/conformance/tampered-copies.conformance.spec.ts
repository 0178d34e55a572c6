import { verifyCredential, type SignedCredential } from '../../src/credentials/data-integrity.js';
import { AnIssuer, origin } from './an-issuer.js';
import { withEachLeafChanged, withEachMemberDropped, type Tampered } from './tampering.js';
import { verifyCredentialCopy } from './verifier.js';

describe('A tampered copy', () => {
  let issuer: AnIssuer;
  let credential: SignedCredential;
  beforeAll(async () => {
    issuer = await AnIssuer.withAKey();
    const list = await issuer.statusList();
    issuer.statusList = async () => list;
    credential = await issuer.issue({ results: { outcome: 'passed', score: 87.5 } });
  });

  const acceptedByAStranger = (copies: Tampered[]) =>
    namesOf(copies, async (copy) => (await verifyCredentialCopy(copy, issuer.fetchDocument)).verified);
  const acceptedByUs = (copies: Tampered[]) =>
    namesOf(copies, async (copy) => (await verifyCredential(copy, issuer.resolve, new Date(), origin)).verified);

  it('is made from a credential that both accept', async () => {
    const untouched = [{ what: 'nothing', copy: credential }];

    expect(await acceptedByAStranger(untouched)).toEqual(['nothing']);
    expect(await acceptedByUs(untouched)).toEqual(['nothing']);
  });

  it('is refused whichever leaf was changed', async () => {
    const copies = withEachLeafChanged(credential);

    expect(copies.length).toBeGreaterThan(70);
    expect(await acceptedByAStranger(copies)).toEqual([]);
    expect(await acceptedByUs(copies)).toEqual([]);
  });

  it('is refused whichever member was dropped', async () => {
    const copies = withEachMemberDropped(credential);

    expect(copies.length).toBeGreaterThan(90);
    expect(await acceptedByAStranger(copies)).toEqual([]);
    expect(await acceptedByUs(copies)).toEqual([]);
  });

  it.each([
    ['a term that no context knows', { distinction: 'with honors' }],
    ['evidence', { evidence: [{ id: 'https://example.org/evidence', type: ['Evidence'] }] }],
    ['an end of validity', { validUntil: '2099-01-01T00:00:00Z' }],
  ])('is refused with %s added', async (what, added) => {
    const copies = [{ what, copy: { ...credential, ...added } }];

    expect(await acceptedByAStranger(copies)).toEqual([]);
    expect(await acceptedByUs(copies)).toEqual([]);
  });

  it('is refused by us when a context was added that gives our words another meaning', async () => {
    const contexts = [...credential['@context'], { honors: `${origin}/ns#documentKind` }];
    const { documentKind, ...rest } = credential;
    const copies = [{ what: 'renamed', copy: { ...rest, '@context': contexts, honors: documentKind } }];

    // The signature covers the meaning and not the spelling, so this one is ours alone to refuse.
    expect(await acceptedByAStranger(copies)).toEqual(['renamed']);
    expect(await acceptedByUs(copies)).toEqual([]);
  });

  it('is refused under the proof of another credential', async () => {
    const other = await issuer.issue();

    expect(await acceptedByAStranger([{ what: 'proof', copy: { ...credential, proof: other.proof } }])).toEqual([]);
  });
});

async function namesOf(copies: Tampered[], isAccepted: (copy: object) => Promise<boolean>): Promise<string[]> {
  const accepted: string[] = [];
  for (const { what, copy } of copies) if (await isAccepted(copy)) accepted.push(what);
  return accepted;
}
