import type { EventEnvelope } from '@app/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../ports.js';

/** A page of an owner's log or snapshot, as its `/internal` addresses answer. */
export interface EventPage {
  data: EventEnvelope[];
  page: { nextCursor: string | null; hasMore: boolean };
}

/** How far an aggregate has come at its owner. */
export interface Head {
  aggregateId: string;
  epoch: number;
  sequence: number;
}

export interface HeadPage {
  data: Head[];
  page: { nextCursor: string | null; hasMore: boolean };
}

const TIMEOUT_MS = 15_000;

/** Reads other services' logs: the source of what the broker has lost or not yet brought. */
@Injectable()
export class OwnerLog {
  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {}

  /** Facts of one aggregate with a greater sequence than `after`, in order. */
  async facts(aggregate: string, aggregateId: string, after: number): Promise<EventPage> {
    const owner = ownerOf(aggregate);
    return this.read(owner, `/internal/events`, { aggregate, aggregateId, after: String(after) });
  }

  /** A page of the whole log of an aggregate, in the order of its transactions; only what was recorded since a moment. */
  async log(aggregate: string, cursor: string | null, since: Date | null): Promise<EventPage> {
    const query = { aggregate, ...(cursor && { cursor }), ...(since && { since: since.toISOString() }) };
    return this.read(ownerOf(aggregate), '/internal/events', query);
  }

  /** The last sequence of every aggregate, or of those with facts since a moment, a page in the order of their ids. */
  async heads(aggregate: string, cursor: string | null, since: Date | null, limit?: number): Promise<HeadPage> {
    const moment = since && { since: since.toISOString() };
    const query = { aggregate, ...(cursor && { cursor }), ...moment, ...(limit && { limit: String(limit) }) };
    return this.read(ownerOf(aggregate), '/internal/heads', query);
  }

  /** The entities of these ids as they are now; those that are no more, as deleted. Addresses have room for some 200. */
  async statesOf(entity: string, ids: readonly string[]): Promise<EventPage> {
    return this.read(ownerOf(entity), `/internal/states/${encodeURIComponent(entity)}`, { ids: ids.join() });
  }

  /** A page of an entity's rows as states. */
  async states(entity: string, cursor: string | null): Promise<EventPage> {
    const path = `/internal/states/${encodeURIComponent(entity)}`;
    return this.read(ownerOf(entity), path, cursor ? { cursor } : {});
  }

  private async read<T = EventPage>(owner: string, path: string, query: Record<string, string>): Promise<T> {
    const base = this.options.serviceUrls[owner];
    if (!base) throw new Error(`No address of the service ${owner} is known`);
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const token = await this.options.internalToken();
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new Error(`${owner} answered ${response.status} to ${path}`);
    return (await response.json()) as T;
  }
}

function ownerOf(aggregate: string): string {
  return aggregate.split('.')[0]!;
}
