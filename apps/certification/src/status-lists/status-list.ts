import { randomInt } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { signCredential, type SignedCredential } from '../credentials/data-integrity.js';
import type { Signer } from '../issuers/issuer-key.js';

/** Entries of a list. The least the specification allows: a crowd for each certificate to hide in. */
export const STATUS_LIST_SIZE = 131_072;

/** What a set bit means. */
export type StatusPurpose = 'revocation' | 'suspension';

/** Which indexes are taken. */
export type UsedIndexes = { has(index: number): boolean };

/** One bit per certificate, the left-most bit of the first byte being index 0. */
export class StatusBits {
  private constructor(private readonly bytes: Buffer) {}

  static empty(): StatusBits {
    return new StatusBits(Buffer.alloc(STATUS_LIST_SIZE / 8));
  }

  /** From the stored or published form: multibase base64url of a gzip. */
  static decode(encodedList: string): StatusBits {
    if (!encodedList.startsWith('u')) throw new TypeError('The list is not multibase base64url.');
    const packed = Buffer.from(encodedList.slice(1), 'base64url');
    const bytes = gunzipSync(packed, { maxOutputLength: STATUS_LIST_SIZE / 8 });
    if (bytes.length !== STATUS_LIST_SIZE / 8) throw new TypeError('The list has a wrong length.');
    return new StatusBits(bytes);
  }

  encode(): string {
    return `u${gzipSync(this.bytes).toString('base64url')}`;
  }

  get(index: number): boolean {
    return (this.byteAt(index) & maskOf(index)) !== 0;
  }

  set(index: number, value: boolean): void {
    const byte = this.byteAt(index);
    this.bytes[index >> 3] = value ? byte | maskOf(index) : byte & ~maskOf(index);
  }

  private byteAt(index: number): number {
    const isInside = Number.isInteger(index) && index >= 0 && index < STATUS_LIST_SIZE;
    if (!isInside) throw new RangeError(`There is no status index ${index}.`);
    return this.bytes[index >> 3] as number;
  }
}

/** A random free index, undefined when the list is full. Neighbors in time must not be neighbors here. */
export function chooseFreeIndex(used: UsedIndexes): number | undefined {
  for (let attempt = 0; attempt < 32; attempt += 1) {
    const index = randomInt(STATUS_LIST_SIZE);
    if (!used.has(index)) return index;
  }
  const start = randomInt(STATUS_LIST_SIZE);
  for (let step = 0; step < STATUS_LIST_SIZE; step += 1) {
    const index = (start + step) % STATUS_LIST_SIZE;
    if (!used.has(index)) return index;
  }
  return undefined;
}

/** What a published list says. */
export interface StatusListInput {
  /** `${origin}/status-lists/<id>`. */
  url: string;
  issuerDid: string;
  purpose: StatusPurpose;
  bits: StatusBits;
  /** When this state of the list was made, in real time. */
  validFrom: Date;
}

/** The signed BitstringStatusListCredential of one issuer and purpose; its issuer is a plain string. */
export function signStatusList(list: StatusListInput, signer: Signer, created: Date): Promise<SignedCredential> {
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: list.url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: list.issuerDid,
    validFrom: list.validFrom.toISOString(),
    credentialSubject: {
      id: `${list.url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: list.purpose,
      encodedList: list.bits.encode(),
    },
  };
  return signCredential(credential, signer, created);
}

function maskOf(index: number): number {
  return 0x80 >> (index & 7);
}
