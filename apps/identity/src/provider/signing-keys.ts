import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { DataSource } from 'typeorm';
import type { SealedBox } from './sealed-box.js';
import { SigningKey } from './signing-key.js';

const purpose = 'signing keys';

/** The private keys of this installation, newest first. Makes the first one when there is none. */
export async function loadSigningKeys(dataSource: DataSource, box: SealedBox): Promise<JWK[]> {
  const keys = await dataSource.transaction(async (tx) => {
    // Two replicas that start together must end up with the same key.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('identity.signing-keys'))`);
    const known = await tx.find(SigningKey, { order: { createdAt: 'DESC' } });
    if (known.length) return known;
    const made = await newSigningKey(box);
    await tx.insert(SigningKey, made);
    return [made];
  });
  return keys.map(({ sealed }) => JSON.parse(box.open(purpose, sealed)) as JWK);
}

async function newSigningKey(box: SealedBox): Promise<Pick<SigningKey, 'kid' | 'sealed'>> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, sealed: box.seal(purpose, JSON.stringify({ ...jwk, kid, alg: 'ES256', use: 'sig' })) };
}
