import type { EventEnvelope } from '@app/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { failPoint } from '../fail-points.config.js';
import { isTransient } from '../incoming/failure.js';
import { StateRenderer } from './state-renderer.js';
import { StreamPublisher, type Outgoing, type Published } from './stream-publisher.js';
import { StreamReconciler } from './stream-reconciler.js';
import { STREAMS } from '../broker/streams.js';

const BATCH = 256;
/** A row whose state cannot be rendered is left alone for this long, so that it holds nobody up. */
const REST_MS = 5000;

const FACTS = `
  SELECT outbox.id, outbox.is_copy, log.event_id, log.name, log.envelope::text AS text
  FROM outbox JOIN event_log log USING (event_id) WHERE outbox.kind = 'fact' ORDER BY outbox.id LIMIT ${BATCH}`;
const STATES = `
  SELECT id, contract, entity_id FROM outbox
  WHERE kind = 'state' AND id <> ALL ($1::bigint[]) ORDER BY id LIMIT ${BATCH}`;

/** What was published is done with. Where the broker has it is remembered, should the broker lose it. */
const FINISH = `
  WITH gone AS (DELETE FROM outbox WHERE id = ANY ($1::bigint[]))
  INSERT INTO publications (stream, sequences, events, first_sequence, last_sequence) VALUES ($2, $3, $4, $5, $6)`;

interface FactRow {
  id: string;
  is_copy: boolean;
  event_id: string;
  name: string;
  text: string;
}

/** Publishes what is in the outbox, a batch at a time: read in order, publish, delete what the broker has. */
@Injectable()
export class OutboxBatches {
  private readonly logger = new Logger(OutboxBatches.name);
  private readonly resting = new Map<string, number>();

  constructor(
    private readonly publisher: StreamPublisher,
    private readonly renderer: StateRenderer,
    private readonly reconciler: StreamReconciler,
  ) {}

  /** How many messages it has published. */
  async publishNext(connection: pg.Client): Promise<number> {
    await this.reconciler.checkWhenDue(connection);
    const [facts, states] = await Promise.all([this.readFacts(connection), this.readStates(connection)]);
    const counts = await Promise.all([
      this.publish(connection, STREAMS.fact, facts),
      this.publish(connection, STREAMS.state, states),
    ]);
    return counts[0] + counts[1];
  }

  private async publish(connection: pg.Client, stream: string, outgoing: Outgoing[]): Promise<number> {
    if (outgoing.length === 0) return 0;
    failPoint('before-publish');
    const published = await this.publisher.publish(stream, outgoing);
    failPoint('after-publish');
    if (published.length > 0) await finish(connection, stream, published);
    return published.length;
  }

  private async readFacts(connection: pg.Client): Promise<Outgoing[]> {
    const { rows } = await connection.query<FactRow>({ name: 'read-facts', text: FACTS });
    return rows.map((row) => ({
      rows: [row.id],
      subject: `evt.${row.name}`,
      // The broker would take a copy of what it has lost for the second one of what it had.
      messageId: row.is_copy ? `${row.event_id}.${row.id}` : row.event_id,
      text: row.text,
      event: row.event_id,
    }));
  }

  private async readStates(connection: pg.Client): Promise<Outgoing[]> {
    for (const [id, until] of this.resting) if (until < performance.now()) this.resting.delete(id);
    const { rows } = await connection.query({ name: 'read-states', text: STATES, values: [[...this.resting.keys()]] });
    const byContract = Map.groupBy(
      rows as { id: string; contract: string; entity_id: string }[],
      (row) => row.contract,
    );
    const outgoing: Outgoing[] = [];
    for (const [contract, own] of byContract) outgoing.push(...(await this.render(contract, own)));
    return outgoing;
  }

  /** Several changes of one entity are one message: only how it is now matters. */
  private async render(contract: string, rows: { id: string; entity_id: string }[]): Promise<Outgoing[]> {
    const byEntity = Map.groupBy(rows, (row) => row.entity_id);
    const envelopes = await this.renderer.render(contract, [...byEntity.keys()]).catch((error: Error) => {
      // A database that is away comes back; a source that fails wants somebody.
      this.logger[isTransient(error) ? 'warn' : 'error'](`${contract} cannot be published: ${error.message}`);
      return new Map<string, EventEnvelope>();
    });
    const outgoing: Outgoing[] = [];
    for (const [entityId, own] of byEntity) {
      const ids = own.map((row) => row.id);
      const envelope = envelopes.get(entityId);
      if (!envelope) for (const id of ids) this.resting.set(id, performance.now() + REST_MS);
      else
        outgoing.push({
          rows: ids,
          subject: `state.${contract}`,
          messageId: envelope.id,
          text: JSON.stringify(envelope),
          event: `${contract} ${entityId}`,
        });
    }
    return outgoing;
  }
}

async function finish(connection: pg.Client, stream: string, published: Published[]): Promise<void> {
  const sequences = published.map(({ sequence }) => sequence);
  const rows = published.flatMap((message) => message.rows);
  const events = published.map(({ event }) => event);
  const values = [rows, stream, sequences, events, Math.min(...sequences), Math.max(...sequences)];
  await connection.query({ name: 'finish-published', text: FINISH, values });
}
