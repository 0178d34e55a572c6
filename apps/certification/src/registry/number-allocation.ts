import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { RegistryYearExhausted } from '../certificates/certificate.errors.js';
import { chooseFreeIndex, STATUS_LIST_SIZE } from '../status-lists/status-list.js';
import { newCertificateNumber, registrationOf } from './certificate-number.js';

/** Beyond half of it random indexes get hard to find. */
const LIST_CAPACITY = STATUS_LIST_SIZE / 2;
const CANDIDATES = 8;

const NEXT_SERIAL = `
  INSERT INTO registry_counters AS counter (prefix, year, last) VALUES ($1, $2, 1)
  ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 WHERE counter.last < 999999
  RETURNING last`;

/** The row lock makes the reservations of one issuer queue, so that no two of them take the same index. */
const OPEN_LIST = `
  UPDATE status_lists SET used = used + 1
  WHERE organization_id = $1 AND purpose = 'revocation' AND used < $2
  RETURNING id`;

/** Another reservation may open the same list at the same time: then there is one, and that is enough. */
const NEW_LIST = `
  INSERT INTO status_lists (id, organization_id, purpose, ordinal, used, version)
  SELECT $1, $2, 'revocation', coalesce(max(ordinal), 0) + 1, 0, 0
  FROM status_lists WHERE organization_id = $2 AND purpose = 'revocation'
  ON CONFLICT (organization_id, purpose, ordinal) DO NOTHING`;

const FREE_INDEX = `
  SELECT candidate FROM unnest($2::int[]) WITH ORDINALITY AS candidates (candidate, place)
  WHERE NOT EXISTS (SELECT FROM certificates WHERE status_list_id = $1 AND status_index = candidate)
  ORDER BY place LIMIT 1`;

/** The next number of the prefix in that year, with a new check code. */
export async function allocateNumber(tx: EntityManager, prefix: string, year: number) {
  const [row] = (await tx.query(NEXT_SERIAL, [prefix, year])) as { last: number }[];
  if (!row) throw new RegistryYearExhausted(prefix, year);
  return {
    number: newCertificateNumber(prefix, year, row.last),
    registrationNumber: registrationOf(prefix, year, row.last),
  };
}

/** A random free bit of a status list of the issuer; another list is opened when the present one is half full. */
export async function allocateStatusBit(tx: EntityManager, organizationId: string) {
  for (;;) {
    const [[list]] = (await tx.query(OPEN_LIST, [organizationId, LIST_CAPACITY])) as [{ id: string }[], number];
    if (list) return { statusListId: list.id, statusIndex: await freeIndex(tx, list.id) };
    await tx.query(NEW_LIST, [uuidv7(), organizationId]);
  }
}

async function freeIndex(tx: EntityManager, listId: string): Promise<number> {
  for (;;) {
    const candidates = Array.from({ length: CANDIDATES }, () => chooseFreeIndex(new Set()));
    const [free] = (await tx.query(FREE_INDEX, [listId, candidates])) as { candidate: number }[];
    if (free) return free.candidate;
  }
}
