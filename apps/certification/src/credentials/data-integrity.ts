import { isDeepStrictEqual } from 'node:util';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {
  issue,
  verifyCredential as verifyWithLibrary,
  type DocumentLoader,
  type StatusResult,
} from '@digitalbazaar/vc';
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list';
import { CREDENTIAL_CONTEXTS, ownTerms, type UnsignedCredential } from './credential.js';
import { createDocumentLoader, type ResolveDocument } from './document-loader.js';
import type { Signer } from '../issuers/issuer-key.js';

/** A Data Integrity proof as it stands in a credential. */
export interface Proof {
  type: 'DataIntegrityProof';
  cryptosuite: 'eddsa-rdfc-2022';
  created: string;
  verificationMethod: string;
  proofPurpose: 'assertionMethod';
  proofValue: string;
}

/** A credential with its proofs, ready to be published. */
export type SignedCredential = UnsignedCredential & { proof: Proof[] };

/** What a check of a copy found. */
export interface CredentialCheck {
  /** The signature is right, and dates and status list say that the credential is in force. */
  verified: boolean;
  /** `invalid` also when it could not be checked. */
  signature: 'valid' | 'invalid';
  /** `unknown` when the list could not be read or trusted. */
  status: 'valid' | 'revoked' | 'suspended' | 'unknown';
  /** Why it is not verified, for people who diagnose; not for holders. */
  reason?: string;
}

/**
 * Signs with eddsa-rdfc-2022. `created` is real time even where validity follows a business clock. A property that no
 * context defines is refused, for it would stand in the credential unsigned.
 */
export async function signCredential(
  credential: UnsignedCredential,
  signer: Signer,
  created: Date,
  documentLoader: DocumentLoader = createDocumentLoader(),
): Promise<SignedCredential> {
  const suite = new DataIntegrityProof({ signer, date: created, cryptosuite });
  const signed = await issue({ credential: structuredClone(credential), suite, documentLoader });
  // The schema of Open Badges wants a list where the library leaves a single object.
  return { ...signed, proof: [signed.proof] } as SignedCredential;
}

/**
 * Checks a copy of a credential that this platform may have issued. `resolve` answers DID documents and status
 * lists (from the database or anywhere else); nothing here opens a connection.
 */
export async function verifyCredential(
  credential: unknown,
  resolve: ResolveDocument,
  now: Date,
  origin: string,
): Promise<CredentialCheck> {
  if (!hasOurContexts(credential, origin)) return refused('The contexts are not those of a credential of ours.');
  const suite = new DataIntegrityProof({ cryptosuite });
  const documentLoader = createDocumentLoader(resolve);
  const result = await verifyWithLibrary({ credential, suite, documentLoader, checkStatus, now });
  // The library calls a revoked credential verified: its answer only says that the list was read.
  if (result.statusResult) return judgeStatus(result.statusResult);
  if (result.verified) return { verified: false, signature: 'valid', status: 'unknown', reason: 'It names no status.' };
  const reasons = result.error?.errors?.map((error) => error.message) ?? [result.error?.message];
  return refused(reasons.filter(Boolean).join('; ') || 'The proof does not hold.');
}

/**
 * A context of another's making could give our words another meaning under a valid signature, so only the exact
 * contexts we issue with are accepted.
 */
function hasOurContexts(credential: unknown, origin: string): boolean {
  const contexts = (credential as { '@context'?: unknown } | null)?.['@context'] ?? null;
  // Compared as parsed JSON: a database may have reordered the keys.
  const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  return isDeepStrictEqual(parsed(contexts), parsed([...CREDENTIAL_CONTEXTS, ownTerms(origin)]));
}

function judgeStatus(statusResult: StatusResult): CredentialCheck {
  const { error, results } = statusResult;
  if (!statusResult.verified || !results?.length) {
    const reason = error?.message ?? 'The status could not be read.';
    return { verified: false, signature: 'valid', status: 'unknown', reason };
  }
  const set = results.find((entry) => entry.status);
  if (!set) return { verified: true, signature: 'valid', status: 'valid' };
  const status = set.credentialStatus.statusPurpose === 'suspension' ? 'suspended' : 'revoked';
  return { verified: false, signature: 'valid', status, reason: `The status list says ${status}.` };
}

function refused(reason: string): CredentialCheck {
  return { verified: false, signature: 'invalid', status: 'unknown', reason };
}
