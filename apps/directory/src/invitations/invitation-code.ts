import { createHash, createHmac, hkdfSync } from 'node:crypto';

/**
 * The secret in an invitation's link. It follows from the id under a key of the installation, so that a repeated request
 * gets the same link while nothing that opens it is stored.
 */
export function codeOf(invitationId: string, secretKey: Buffer): string {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'directory invitation code', 32));
  return createHmac('sha256', key).update(invitationId).digest('base64url');
}

/** What is stored of a code, and found by it. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('hex');
}
