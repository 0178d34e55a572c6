import { randomUUID } from 'node:crypto';
import {
  ACHIEVEMENT_CREDENTIAL_SCHEMA,
  buildCredential,
  type CredentialInput,
} from '../../src/credentials/credential.js';
import { newCertificateNumber } from '../../src/registry/certificate-number.js';
import { signCredential, type SignedCredential } from '../../src/credentials/data-integrity.js';
import {
  createSigner,
  didDocument,
  generateIssuerKey,
  issuerDid,
  type IssuerKey,
  type Signer,
} from '../../src/issuers/issuer-key.js';
import { chooseFreeIndex, signStatusList, StatusBits } from '../../src/status-lists/status-list.js';

export const origin = 'http://localhost:8080';

/** A school that issues, with what it publishes; the addresses of two issuers never meet. */
export class AnIssuer {
  readonly organizationId = randomUUID();
  readonly did = issuerDid(origin, this.organizationId);
  readonly statusListUrl = `${origin}/status-lists/${randomUUID()}`;
  readonly bits = StatusBits.empty();
  readonly keys: IssuerKey[] = [];
  /** Further documents that the world can fetch. */
  readonly published = new Map<string, unknown>();

  static async withAKey(): Promise<AnIssuer> {
    const issuer = new AnIssuer();
    await issuer.rotate();
    return issuer;
  }

  /** A new key signs from now on; the old ones stay published. */
  async rotate(): Promise<void> {
    this.keys.unshift(await generateIssuerKey());
  }

  get signer(): Signer {
    return createSigner(this.did, this.keys[0] as IssuerKey);
  }

  didDocument(): object {
    return didDocument(
      this.did,
      this.keys.map((key) => key.publicKeyMultibase),
    );
  }

  statusList(): Promise<SignedCredential> {
    const { statusListUrl: url, did, bits } = this;
    const now = new Date();
    return signStatusList({ url, issuerDid: did, purpose: 'revocation', bits, validFrom: now }, this.signer, now);
  }

  issue(overrides: Partial<CredentialInput> = {}): Promise<SignedCredential> {
    return signCredential(buildCredential(this.anInput(overrides)), this.signer, new Date());
  }

  anInput(overrides: Partial<CredentialInput> = {}): CredentialInput {
    return {
      origin,
      id: `${origin}/credentials/${randomUUID()}`,
      kind: 'completion-certificate',
      issuer: { did: this.did, name: { kk: 'Көшбасшылық мектебі', en: 'School of Leadership' }, url: origin },
      holder: { subjectUrn: `urn:uuid:${randomUUID()}`, name: 'Әлия Қуанышқызы Ғабитова' },
      achievement: {
        id: `${origin}/achievements/${randomUUID()}`,
        name: { kk: 'Академиялық көшбасшылық', ru: 'Академическое лидерство', en: 'Academic Leadership' },
        description: { kk: 'Жетекшілерге арналған бағдарлама.', en: 'A program for heads of departments.' },
        criteriaNarrative: { kk: 'Барлық сессияға қатысу.', en: 'Attend every session and defend a project.' },
      },
      number: newCertificateNumber('TLG', 2026, 17),
      validFrom: '2026-06-30T10:00:00Z',
      statusListUrl: this.statusListUrl,
      statusIndex: chooseFreeIndex(new Set()) as number,
      ...overrides,
    };
  }

  /** What our own check is given: by DID and by address of the status list. */
  resolve = async (address: string): Promise<unknown> => {
    if (address === this.did) return this.didDocument();
    return address === this.statusListUrl ? this.statusList() : undefined;
  };

  /** What a stranger finds in the world: only our own addresses and what was published beside. */
  fetchDocument = async (url: string): Promise<unknown> => {
    if (url === `https://localhost:8080/issuers/${this.organizationId}/did.json`) return this.didDocument();
    return url === this.statusListUrl ? this.statusList() : this.published.get(url);
  };

  publishSchema(schema: object): void {
    this.published.set(ACHIEVEMENT_CREDENTIAL_SCHEMA, schema);
  }
}
