import { AsyncLocalStorage } from 'node:async_hooks';
import { verifyCredential } from '@digitalcredentials/verifier-core';

/** Answers a public document as JSON by its address; undefined when there is none. */
export type FetchDocument = (url: string) => Promise<unknown>;

/** What the verifier of the Digital Credentials Consortium says about a copy. */
export interface CopyVerdict {
  /** Signed by the issuer it names, in force by its dates, and not revoked. */
  verified: boolean;
  signature: 'valid' | 'invalid';
  status: 'valid' | 'revoked' | 'unknown';
  /** `unchecked` when the schema it names could not be had. */
  schema: 'valid' | 'invalid' | 'unchecked';
  reasons: string[];
}

type VerifierResponse = Awaited<ReturnType<typeof verifyCredential>>;

const documents = new AsyncLocalStorage<FetchDocument>();
const { fetch: networkFetch } = globalThis;

/**
 * Checks a copy of a credential with code that is not ours. All that the verifier fetches (DID document, status list,
 * schema) comes from `fetchDocument`; it reaches no network.
 */
export async function verifyCredentialCopy(credential: object, fetchDocument: FetchDocument): Promise<CopyVerdict> {
  isolate();
  const copy = structuredClone(credential) as Parameters<typeof verifyCredential>[0]['credential'];
  const response = await documents.run(fetchDocument, () =>
    verifyCredential({ credential: copy, knownDIDRegistries: [] }),
  );
  return judge(response);
}

/**
 * From now on only the documents of a check exist inside it; elsewhere the network is as before. The library also
 * prints what it returns, which nobody should take for an error of ours.
 */
function isolate(): void {
  if (globalThis.fetch === fetchWithin) return;
  globalThis.fetch = fetchWithin;
  for (const method of ['log', 'warn', 'error'] as const) {
    const print = console[method].bind(console);
    console[method] = (...parts: unknown[]) => void (documents.getStore() ?? print(...parts));
  }
}

async function fetchWithin(...[resource, options]: Parameters<typeof fetch>): Promise<Response> {
  const fetchDocument = documents.getStore();
  if (!fetchDocument) return networkFetch(resource, options);
  const url = resource instanceof Request ? resource.url : String(resource);
  // The caller's own requests are not those of the verifier.
  const document = await documents.exit(() => fetchDocument(url));
  return document === undefined ? new Response('', { status: 404 }) : Response.json(document);
}

function judge(response: VerifierResponse): CopyVerdict {
  const stepOf = (id: string) => response.log?.find((step) => step.id === id);
  const status = stepOf('revocation_status');
  const reasons = [
    ...(response.errors ?? []).map((error) => error.message),
    ...(response.log ?? []).flatMap((step) => (step.error ? [step.error.message] : [])),
  ];
  const isInOrder = ['valid_signature', 'expiration', 'revocation_status'].every((id) => stepOf(id)?.valid === true);
  return {
    verified: isInOrder && reasons.length === 0,
    signature: stepOf('valid_signature')?.valid === true ? 'valid' : 'invalid',
    status: status?.valid === undefined ? 'unknown' : status.valid ? 'valid' : 'revoked',
    schema: schemaOf(response),
    reasons,
  };
}

function schemaOf(response: VerifierResponse): CopyVerdict['schema'] {
  const results: unknown = response.additionalInformation?.find((entry) => entry.id === 'schema_check')?.results;
  if (!Array.isArray(results) || results.length === 0) return 'unchecked';
  return results.every((entry: { result: { valid: boolean } }) => entry.result.valid) ? 'valid' : 'invalid';
}
