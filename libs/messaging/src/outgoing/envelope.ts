import { randomUUIDv7 } from 'node:crypto';
import type { Contract, EventEnvelope, NewEvent } from '@app/contracts';
import { realTime } from '../real-time.js';
import { trace } from '../trace.js';

/** Version of a deleted entity: greater than any version of a row. Ids are UUID v7, so a deleted one never comes back. */
export const DELETED_VERSION = Number.MAX_SAFE_INTEGER;

/** A fact in its envelope, but for the sequence and the epoch, which the database gives when it is recorded. */
export type UnnumberedFact = Omit<EventEnvelope, 'sequence' | 'epoch'>;

/** Puts a fact into its envelope, under the trace of what is going on now. */
export function wrapFact(event: NewEvent<Contract>, businessTime: Date): UnnumberedFact {
  const { traceparent, correlationId, causationId } = trace.current();
  return {
    specversion: '1.0',
    id: randomUUIDv7(),
    source: `/services/${event.contract.service}`,
    type: event.contract.type,
    subject: event.aggregateId,
    time: businessTime.toISOString(),
    datacontenttype: 'application/json',
    organizationid: event.organizationId,
    correlationid: correlationId,
    ...(causationId ? { causationid: causationId } : {}),
    traceparent,
    recordedtime: realTime().toISOString(),
    data: event.data,
  };
}

/** What of a state's envelope depends on the row. */
export interface StateContent {
  id: string;
  version: number;
  organizationId: string;
  /** Null for an entity that is deleted. */
  data: unknown;
}

/** Puts an entity as it is now into an envelope. */
export function wrapState(contract: Contract, row: StateContent, epoch: number, businessTime: Date): EventEnvelope {
  const id = randomUUIDv7();
  return {
    specversion: '1.0',
    id,
    source: `/services/${contract.service}`,
    type: contract.type,
    subject: row.id,
    time: businessTime.toISOString(),
    datacontenttype: 'application/json',
    sequence: row.version,
    epoch,
    organizationid: row.organizationId,
    correlationid: id,
    recordedtime: realTime().toISOString(),
    data: row.data,
  };
}
