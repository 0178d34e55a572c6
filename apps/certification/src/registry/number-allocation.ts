import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { RegistryYearExhausted } from '../certificates/certificate.errors.js';
import { chooseFreeIndex, STATUS_LIST_SIZE } from '../status-lists/status-list.js';
import { newCertificateNumber, registrationOf } from './certificate-number.js';

/** Beyond half of it random indexes get hard to find. */
const LIST_CAPACITY = STATUS_LIST_SIZE / 2;
const CANDIDATES = 16;

/**
 * Serial, list and bit in one round trip. The row lock of the list makes the reservations of one issuer queue; should
 * two of them pick the same bit nevertheless, the unique index refuses the second, which is then tried again.
 */
const ALLOCATE = `
  WITH list AS (
    UPDATE status_lists SET used = used + 1
    WHERE organization_id = $1 AND purpose = 'revocation' AND used < ${LIST_CAPACITY}
    RETURNING id
  ), counter AS (
    INSERT INTO registry_counters AS counter (prefix, year, last) SELECT $2, $3, 1 FROM list
    ON CONFLICT (prefix, year) DO UPDATE SET last = counter.last + 1 WHERE counter.last < 999999
    RETURNING last
  )
  SELECT list.id AS "listId", counter.last AS serial, (
    SELECT candidate FROM unnest($4::int[]) WITH ORDINALITY AS candidates (candidate, place)
    WHERE NOT EXISTS (SELECT FROM certificates WHERE status_list_id = list.id AND status_index = candidate)
    ORDER BY place LIMIT 1) AS bit
  FROM list LEFT JOIN counter ON true`;

/** Another reservation may open the same list at the same time: then there is one, and that is enough. */
const NEW_LIST = `
  INSERT INTO status_lists (id, organization_id, purpose, ordinal, used, version)
  SELECT $1, $2, 'revocation', coalesce(max(ordinal), 0) + 1, 0, 0
  FROM status_lists WHERE organization_id = $2 AND purpose = 'revocation'
  ON CONFLICT (organization_id, purpose, ordinal) DO NOTHING`;

interface Allocated {
  listId: string;
  serial: number | null;
  bit: number | null;
}

/**
 * Takes the next number of the prefix in that year, with a new check code, and a random free bit of a status list of the
 * issuer. Another list is opened when the present one is half full.
 */
export async function allocate(tx: EntityManager, organizationId: string, prefix: string, year: number) {
  for (;;) {
    // None of them being free is as likely as sixteen tails in a row, at most.
    const candidates = Array.from({ length: CANDIDATES }, () => chooseFreeIndex(new Set()));
    const [row] = await tx.query<Allocated[]>(ALLOCATE, [organizationId, prefix, year, candidates]);
    if (row) return takenFrom(row, prefix, year);
    await tx.query(NEW_LIST, [uuidv7(), organizationId]);
  }
}

function takenFrom({ listId, serial, bit }: Allocated, prefix: string, year: number) {
  if (serial === null) throw new RegistryYearExhausted(prefix, year);
  if (bit === null) throw new NoFreeBit(listId);
  const number = newCertificateNumber(prefix, year, serial);
  const registrationNumber = registrationOf(prefix, year, serial);
  return { number, registrationNumber, statusListId: listId, statusIndex: bit };
}

/** No random bit was free this time. The transaction is tried again with others. */
class NoFreeBit extends Error {
  constructor(listId: string) {
    super(`None of ${CANDIDATES} random bits of status list ${listId} is free`);
    this.name = 'NoFreeBit';
  }
}
