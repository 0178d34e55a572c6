import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { fromJwk } from '@digitalbazaar/ed25519-multikey';

/** Signs for one verification method. An HSM or a key service offers the same shape. */
export interface Signer {
  /** Id of the verification method: `<did>#z6Mk…`. */
  id: string;
  algorithm: 'Ed25519';
  sign(options: { data: Uint8Array }): Promise<Uint8Array>;
}

/** A fresh key of an issuer. The private part leaves the process only wrapped. */
export interface IssuerKey {
  publicKeyMultibase: string;
  privateKey: KeyObject;
}

/** A DID document that lists every key an issuer ever signed with. */
export interface DidDocument {
  '@context': string[];
  id: string;
  verificationMethod: { id: string; type: 'Multikey'; controller: string; publicKeyMultibase: string }[];
  assertionMethod: string[];
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A new Ed25519 key, its public part as a Multikey (`z6Mk…`). */
export async function generateIssuerKey(): Promise<IssuerKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { publicKeyMultibase } = await fromJwk({ jwk: publicKey.export({ format: 'jwk' }) });
  return { publicKeyMultibase, privateKey };
}

/** The private key encrypted for storage, bound to its public key. `secret` is 32 bytes in base64. */
export function wrapPrivateKey(key: IssuerKey, secret: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(secret), iv);
  cipher.setAAD(Buffer.from(key.publicKeyMultibase));
  const plain = key.privateKey.export({ format: 'der', type: 'pkcs8' });
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64');
}

/** The private key again; throws when secret, stored bytes or public key are not those it was wrapped with. */
export function unwrapPrivateKey(wrapped: string, publicKeyMultibase: string, secret: string): KeyObject {
  const bytes = Buffer.from(wrapped, 'base64');
  const options = { authTagLength: TAG_BYTES };
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey(secret), bytes.subarray(0, IV_BYTES), options);
  decipher.setAAD(Buffer.from(publicKeyMultibase));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const plain = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  return createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' });
}

/** Signs in this process with a key of `did`. */
export function createSigner(did: string, key: IssuerKey): Signer {
  return {
    id: verificationMethodId(did, key.publicKeyMultibase),
    algorithm: 'Ed25519',
    sign: ({ data }) => Promise.resolve(sign(null, data, key.privateKey)),
  };
}

/** The fragment is the key itself, so that some verifiers need not look further. */
export function verificationMethodId(did: string, publicKeyMultibase: string): string {
  return `${did}#${publicKeyMultibase}`;
}

/** `did:web:<host%3Aport>`: the platform, published at `/.well-known/did.json`. */
export function platformDid(origin: string): string {
  return `did:web:${encodeURIComponent(new URL(origin).host)}`;
}

/** `did:web:<host%3Aport>:issuers:<organizationId>`, published at `/issuers/<organizationId>/did.json`. */
export function issuerDid(origin: string, organizationId: string): string {
  return `${platformDid(origin)}:issuers:${organizationId}`;
}

/**
 * The DID document of an issuer. Pass retired keys too: a key that leaves `assertionMethod` takes
 * every certificate signed with it along.
 */
export function didDocument(did: string, publicKeys: string[]): DidDocument {
  const ids = publicKeys.map((publicKey) => verificationMethodId(did, publicKey));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did,
    verificationMethod: publicKeys.map((publicKeyMultibase, position) => ({
      id: ids[position] as string,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase,
    })),
    assertionMethod: ids,
  };
}

/** A subkey of its own, since the same secret also protects other things. */
function wrappingKey(secret: string): Buffer {
  const bytes = Buffer.from(secret, 'base64');
  if (bytes.length !== 32) throw new TypeError('The secret must be 32 bytes in base64.');
  return Buffer.from(hkdfSync('sha256', bytes, '', 'tulga issuer key', 32));
}
