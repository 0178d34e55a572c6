import { signCredential, verifyCredential } from './data-integrity.js';
import { createDocumentLoader } from './document-loader.js';
import { createSigner, generateIssuerKey } from '../issuers/issuer-key.js';

const did = 'did:web:example.org';
const created = new Date('2026-07-01T09:30:00.500Z');
const credential = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: 'urn:uuid:9f0c2f4e-7d3c-4b0a-9a53-2f9b1d1a1c11',
  type: ['VerifiableCredential'],
  issuer: did,
  credentialSubject: { id: 'did:example:1', type: ['VerifiableCredential'] },
};

describe('Signing', () => {
  it('adds one proof in a list and leaves what it was given as it was', async () => {
    const key = await generateIssuerKey();
    const before = structuredClone(credential);

    const signed = await signCredential(credential, createSigner(did, key), created);

    expect(signed.proof).toEqual([
      {
        type: 'DataIntegrityProof',
        cryptosuite: 'eddsa-rdfc-2022',
        created: '2026-07-01T09:30:00Z',
        verificationMethod: `${did}#${key.publicKeyMultibase}`,
        proofPurpose: 'assertionMethod',
        proofValue: expect.stringMatching(/^z/),
      },
    ]);
    expect(credential).toEqual(before);
  });

  it('refuses a property that no context defines', async () => {
    const signer = createSigner(did, await generateIssuerKey());

    await expect(signCredential({ ...credential, shoeSize: 43 } as never, signer, created)).rejects.toThrow();
  });

  it('refuses a context that is not pinned', async () => {
    const signer = createSigner(did, await generateIssuerKey());
    const foreign = { ...credential, '@context': [...credential['@context'], 'https://example.org/context'] };

    await expect(signCredential(foreign, signer, created)).rejects.toThrow();
  });
});

describe('Checking', () => {
  it.each([undefined, null, 'text', {}, { '@context': [] }, credential])(
    'refuses %j without asking anyone',
    async (copy) => {
      const resolve = () => Promise.reject(new Error('asked'));

      const check = await verifyCredential(copy, resolve, created, 'https://example.org');

      expect(check).toMatchObject({ verified: false, signature: 'invalid' });
      expect(check.reason).not.toContain('asked');
    },
  );
});

describe('The document loader', () => {
  it('knows the pinned contexts and nothing else', async () => {
    const load = createDocumentLoader();

    await expect(load('https://www.w3.org/ns/credentials/v2')).resolves.toMatchObject({ tag: 'static' });
    await expect(load('https://example.org/context')).rejects.toThrow('not among the documents');
  });

  it('answers a key of a DID document as a Multikey, and refuses a key that is not in it', async () => {
    const load = createDocumentLoader(async () => ({ id: did, verificationMethod: [{ id: `${did}#z6MkA` }] }));

    const { document } = await load(`${did}#z6MkA`);

    expect(document).toEqual({ '@context': 'https://w3id.org/security/multikey/v1', id: `${did}#z6MkA` });
    await expect(load(`${did}#z6MkB`)).rejects.toThrow('no key');
  });
});
