import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Keeps mail addresses and phone numbers unreadable at rest. What is found again by its value has a keyed hash beside
 * it. Sealing and hashing use separate keys, both derived from the secret key of the installation.
 */
export class ContactSeal {
  private readonly sealKey: Buffer;
  private readonly hashKey: Buffer;

  constructor(secretKey: Buffer) {
    this.sealKey = derive(secretKey, 'directory contact seal');
    this.hashKey = derive(secretKey, 'directory contact lookup');
  }

  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.sealKey, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64');
  }

  open(sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv(ALGORITHM, this.sealKey, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  /** The same for every spelling of one address. */
  mailHash(mail: string): string {
    return createHmac('sha256', this.hashKey).update(mail.trim().toLowerCase()).digest('hex');
  }
}

function derive(secretKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32));
}
