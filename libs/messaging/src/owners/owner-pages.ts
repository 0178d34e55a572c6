import type { EventEnvelope } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import { EventIntake, type Delivery } from '../incoming/event-intake.js';
import { Handlers } from '../incoming/handlers.js';
import { envelopeOf } from '../incoming/incoming-event.js';
import { OwnerLog, type HeadPage } from './owner-log.js';

/** As many as come from the stream together. */
const BATCH = 128;

/** A page with its events checked. */
export interface CheckedPage {
  events: EventEnvelope[];
  cursor: string | null;
  hasMore: boolean;
}

/** An event of an owner could not be applied now; its failure is settled or logged as that of a message would be. */
export class NotAppliedYet extends Error {
  constructor(name: string) {
    super(`An event of ${name} could not be applied yet`);
    this.name = 'NotAppliedYet';
  }
}

/** The owner has facts that it cannot show in order yet: one of its transactions is older and still open. */
export class NotShownYet extends Error {
  constructor(aggregate: string) {
    super(`The owner of ${aggregate} has facts that it cannot show yet`);
    this.name = 'NotShownYet';
  }
}

/** Reads owners' logs and snapshots, and takes what they say in like messages: positions decide what of it is news. */
@Injectable()
export class OwnerPages {
  constructor(
    private readonly owner: OwnerLog,
    private readonly intake: EventIntake,
    private readonly handlers: Handlers,
  ) {}

  /** A page of an aggregate's whole log, in the order of its transactions. Throws `NotShownYet`. */
  async log(aggregate: string, cursor: string | null, since: Date | null): Promise<CheckedPage> {
    const { data, page } = await this.owner.log(aggregate, cursor, since);
    if (data.length === 0 && page.hasMore) throw new NotShownYet(aggregate);
    return { events: data.map(envelopeOf), cursor: page.nextCursor, hasMore: page.hasMore };
  }

  async states(entity: string, cursor: string | null): Promise<CheckedPage> {
    const { data, page } = await this.owner.states(entity, cursor);
    return { events: data.map(envelopeOf), cursor: page.nextCursor, hasMore: page.hasMore };
  }

  /** These entities as they are now, or as deleted. */
  async statesOf(entity: string, ids: readonly string[]): Promise<EventEnvelope[]> {
    return (await this.owner.statesOf(entity, ids)).data.map(envelopeOf);
  }

  async heads(aggregate: string, cursor: string | null, since: Date | null, limit?: number): Promise<HeadPage> {
    return this.owner.heads(aggregate, cursor, since, limit);
  }

  /** All facts of one aggregate with a greater sequence. */
  async factsAfter(aggregate: string, aggregateId: string, after: number): Promise<EventEnvelope[]> {
    const events: EventEnvelope[] = [];
    for await (const page of this.factPagesAfter(aggregate, aggregateId, after)) events.push(...page);
    return events;
  }

  /** The same, a page at a time: an aggregate may have come far. */
  async *factPagesAfter(aggregate: string, aggregateId: string, after: number): AsyncGenerator<EventEnvelope[]> {
    for (let from = after; ;) {
      const { data, page } = await this.owner.facts(aggregate, aggregateId, from);
      yield data.map(envelopeOf);
      if (!page.hasMore || data.length === 0) return;
      from = data.at(-1)!.sequence;
    }
  }

  /** Some at a time, since each batch is one transaction. Gives how many were news. Throws `NotAppliedYet`. */
  async takeIn(kind: 'fact' | 'state', name: string, events: EventEnvelope[]): Promise<number> {
    const wanted = events.filter((event) => !this.handlers.isOtherVersion(event.type));
    const deliveries = wanted.map((event) => new OwnerDelivery(kind, event));
    let applied = 0;
    for (let from = 0; from < deliveries.length; from += BATCH)
      applied += await this.intake.process(deliveries.slice(from, from + BATCH));
    if (deliveries.some(({ failed }) => failed)) throw new NotAppliedYet(name);
    return applied;
  }
}

/** An event out of an owner's log or snapshot. */
class OwnerDelivery implements Delivery {
  readonly subject: string;
  readonly text: string;
  readonly place: string;
  readonly attempt = 1;
  failed = false;

  constructor(kind: 'fact' | 'state', event: EventEnvelope) {
    this.subject = event.type.replace('tulga.', kind === 'fact' ? 'evt.' : 'state.');
    this.text = JSON.stringify(event);
    this.place = `owner of ${this.subject}`;
  }

  ack(): void {}

  again(): void {
    this.failed = true;
  }

  working(): void {}
}
