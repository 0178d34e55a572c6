import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what must not lie open in the database (AES-256-GCM), and derives keys for single purposes. */
export class SealedBox {
  /** `master`: the platform's secret key, 32 bytes. */
  constructor(private readonly master: Buffer) {}

  /** A key for one purpose; knowing it tells nothing about the others. */
  derive(purpose: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.master, '', `tulga identity ${purpose}`, 32));
  }

  /** Nonce, tag and ciphertext. What is sealed for one purpose opens for that purpose only. */
  seal(purpose: string, text: string): Buffer {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.derive(purpose), nonce);
    const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
  }

  open(purpose: string, sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.derive(purpose), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
  }
}
