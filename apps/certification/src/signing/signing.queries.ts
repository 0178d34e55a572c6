import { In, type EntityManager } from 'typeorm';
import { Certificate } from '../certificates/certificate.js';

/** How many documents one signer takes at a time. */
const BATCH = 16;

/**
 * The lease runs in the database's time. Rows that another signer is just taking are skipped; those of a signer that
 * died come back when the lease is over, later after each attempt.
 */
const CLAIM = `
  UPDATE certificates SET attempts = attempts + 1,
    claimed_until = now() + least(300, 5 * power(2, greatest(attempts - 2, 0))) * interval '1 second'
  WHERE id IN (
    SELECT id FROM certificates
    WHERE status = 'reserved' AND (claimed_until IS NULL OR claimed_until < now())
    ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
  RETURNING id`;

const STORE = `
  UPDATE certificates SET status = 'issued', version = given.version, credential = given.credential,
    signed_at = $4, claimed_until = NULL
  FROM unnest($1::uuid[], $2::int[], $3::json[]) AS given (id, version, credential)
  WHERE certificates.id = given.id`;

const RELEASE = `UPDATE certificates SET claimed_until = NULL WHERE id = ANY($1) AND status = 'reserved'`;

/** Takes some unsigned documents for this process, in the order of their reservation. */
export async function claimUnsigned(tx: EntityManager): Promise<Certificate[]> {
  const [claimed] = (await tx.query(CLAIM)) as [{ id: string }[], number];
  if (claimed.length === 0) return [];
  return tx.find(Certificate, { where: { id: In(claimed.map(({ id }) => id)) }, order: { id: 'ASC' } });
}

/** Gives documents back that this process will not sign. */
export async function releaseClaims(tx: EntityManager, ids: string[]): Promise<void> {
  await tx.query(RELEASE, [ids]);
}

/** Stores what was signed, in one statement. The caller holds the locks of the rows. */
export async function storeSigned(tx: EntityManager, certificates: Certificate[], signedAt: Date): Promise<void> {
  await tx.query(STORE, [
    certificates.map(({ id }) => id),
    certificates.map(({ version }) => version),
    certificates.map(({ credential }) => JSON.stringify(credential)),
    signedAt,
  ]);
}
