import { createPublicKey, randomBytes, verify } from 'node:crypto';
import {
  createSigner,
  didDocument,
  generateIssuerKey,
  issuerDid,
  platformDid,
  unwrapPrivateKey,
  wrapPrivateKey,
} from './issuer-key.js';

const secret = randomBytes(32).toString('base64');

describe('An issuer key', () => {
  it('is an Ed25519 Multikey', async () => {
    const key = await generateIssuerKey();

    expect(key.publicKeyMultibase).toMatch(/^z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/);
  });

  it('signs for the verification method that its public part names', async () => {
    const key = await generateIssuerKey();
    const signer = createSigner('did:web:example.org', key);

    const signature = await signer.sign({ data: Buffer.from('text') });

    expect(signer.id).toBe(`did:web:example.org#${key.publicKeyMultibase}`);
    expect(verify(null, Buffer.from('text'), createPublicKey(key.privateKey), signature)).toBe(true);
  });
});

describe('A wrapped private key', () => {
  it('is the same key when unwrapped', async () => {
    const key = await generateIssuerKey();

    const unwrapped = unwrapPrivateKey(wrapPrivateKey(key, secret), key.publicKeyMultibase, secret);

    expect(unwrapped.equals(key.privateKey)).toBe(true);
  });

  it('never looks the same twice and does not contain the key', async () => {
    const key = await generateIssuerKey();
    const seed = Buffer.from(key.privateKey.export({ format: 'jwk' }).d as string, 'base64url');

    const wrapped = wrapPrivateKey(key, secret);

    expect(wrapPrivateKey(key, secret)).not.toBe(wrapped);
    expect(Buffer.from(wrapped, 'base64').includes(seed)).toBe(false);
  });

  it('stays closed to another secret, for another public key, and when altered', async () => {
    const key = await generateIssuerKey();
    const { publicKeyMultibase: other } = await generateIssuerKey();
    const wrapped = wrapPrivateKey(key, secret);
    const altered = Buffer.from(wrapped, 'base64');
    altered[40] = (altered[40] as number) ^ 1;

    expect(() => unwrapPrivateKey(wrapped, key.publicKeyMultibase, randomBytes(32).toString('base64'))).toThrow();
    expect(() => unwrapPrivateKey(wrapped, other, secret)).toThrow();
    expect(() => unwrapPrivateKey(altered.toString('base64'), key.publicKeyMultibase, secret)).toThrow();
    expect(() => unwrapPrivateKey(wrapped.slice(0, 20), key.publicKeyMultibase, secret)).toThrow();
  });

  it('needs a secret of 32 bytes', async () => {
    const key = await generateIssuerKey();

    expect(() => wrapPrivateKey(key, randomBytes(16).toString('base64'))).toThrow('32 bytes');
  });
});

describe('A DID', () => {
  it('is that of the address, the port escaped', () => {
    expect(platformDid('http://localhost:8080')).toBe('did:web:localhost%3A8080');
    expect(platformDid('https://tulga.example.kz')).toBe('did:web:tulga.example.kz');
    expect(issuerDid('http://localhost:8080', 'abc')).toBe('did:web:localhost%3A8080:issuers:abc');
  });

  it('has a document that keeps retired keys for assertions, as plain ids', () => {
    const document = didDocument('did:web:example.org', ['z6MkNew', 'z6MkOld']);

    expect(document.assertionMethod).toEqual(['did:web:example.org#z6MkNew', 'did:web:example.org#z6MkOld']);
    expect(document.verificationMethod[1]).toEqual({
      id: 'did:web:example.org#z6MkOld',
      type: 'Multikey',
      controller: 'did:web:example.org',
      publicKeyMultibase: 'z6MkOld',
    });
  });
});
