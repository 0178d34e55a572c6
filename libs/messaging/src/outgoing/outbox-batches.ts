import { Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { failPoint } from '../fail-points.config.js';
import { isTransient } from '../incoming/failure.js';
import { RestingStates } from './resting-states.js';
import { StateRenderer } from './state-renderer.js';
import { StreamPublisher, type Outgoing, type Published } from './stream-publisher.js';
import { StreamReconciler } from './stream-reconciler.js';
import { StreamRefills } from './stream-refills.js';
import { STREAMS } from '../broker/streams.js';

/** As many rows are read at a time. */
const LOOK = 512;

/** Both kinds at once: a backlog of one delays only what was recorded after it. */
const READ = `
  SELECT outbox.id, kind, is_copy, event_id, contract, entity_id, log.name, log.envelope::text AS text
  FROM outbox LEFT JOIN event_log log USING (event_id)
  WHERE outbox.id <> ALL ($1::bigint[]) AND coalesce(contract, '') <> ALL ($2::text[])
  ORDER BY outbox.id LIMIT ${LOOK}`;

/** What was published is done with. Where the broker has it is remembered, should the broker lose it. */
const FINISH = `
  WITH gone AS (DELETE FROM outbox WHERE id = ANY ($1::bigint[]))
  INSERT INTO publications (stream, sequences, events, first_sequence, last_sequence) VALUES ($2, $3, $4, $5, $6)`;

interface FactRow {
  kind: 'fact';
  id: string;
  is_copy: boolean;
  event_id: string;
  name: string;
  text: string;
}

interface StateRow {
  kind: 'state';
  id: string;
  contract: string;
  entity_id: string;
}

/** Publishes what is in the outbox, a batch at a time: read in order, publish, delete what the broker has. */
@Injectable()
export class OutboxBatches {
  private readonly logger = new Logger(OutboxBatches.name);
  private readonly resting = new RestingStates();
  /** Whether there was more in the outbox than was read. */
  private isBehind = false;

  constructor(
    private readonly publisher: StreamPublisher,
    private readonly renderer: StateRenderer,
    private readonly reconciler: StreamReconciler,
    private readonly refills: StreamRefills,
  ) {}

  /** How much it has got done; when there is nothing more to do for the moment, zero. */
  async publishNext(connection: pg.Client): Promise<number> {
    await this.reconciler.checkWhenDue(connection);
    if (!this.isBehind) await this.refills.goOn(connection);
    const rows = await this.read(connection);
    const resting = this.resting.size;
    const facts = rows.filter((row) => row.kind === 'fact').map(factOf);
    const counts = await Promise.all([
      this.publish(connection, STREAMS.fact, facts),
      this.renderAll(rows.filter((row) => row.kind === 'state')).then((states) =>
        this.publish(connection, STREAMS.state, states),
      ),
    ]);
    return counts[0] + counts[1] + this.resting.size - resting;
  }

  private async publish(connection: pg.Client, stream: string, outgoing: Outgoing[]): Promise<number> {
    if (outgoing.length === 0) return 0;
    failPoint('before-publish');
    const published = await this.publisher.publish(stream, outgoing);
    failPoint('after-publish');
    if (published.length > 0) await finish(connection, stream, published);
    return published.length;
  }

  private async read(connection: pg.Client): Promise<(FactRow | StateRow)[]> {
    this.resting.wake(this.isBehind);
    const values = [this.resting.rows, this.resting.contracts];
    const { rows } = await connection.query<FactRow | StateRow>({ name: 'read-outbox', text: READ, values });
    this.isBehind = rows.length === LOOK;
    return rows;
  }

  private async renderAll(rows: StateRow[]): Promise<Outgoing[]> {
    const outgoing: Outgoing[] = [];
    for (const [contract, own] of Map.groupBy(rows, (row) => row.contract)) {
      outgoing.push(...(await this.render(contract, own)));
    }
    return outgoing;
  }

  /** Several changes of one entity are one message: only how it is now matters. */
  private async render(contract: string, rows: StateRow[]): Promise<Outgoing[]> {
    const byEntity = Map.groupBy(rows, (row) => row.entity_id);
    const envelopes = await this.renderer.render(contract, [...byEntity.keys()]).catch((error: Error) => {
      // A database that is away comes back; a source that fails wants somebody.
      this.logger[isTransient(error) ? 'warn' : 'error'](`${contract} cannot be published: ${error.message}`);
      this.resting.addContract(contract);
    });
    if (!envelopes) return [];
    const outgoing: Outgoing[] = [];
    for (const [entityId, own] of byEntity) {
      const ids = own.map((row) => row.id);
      const envelope = envelopes.get(entityId);
      if (!envelope) for (const id of ids) this.resting.addRow(id);
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

function factOf(row: FactRow): Outgoing {
  return {
    rows: [row.id],
    subject: `evt.${row.name}`,
    // The broker would take a copy of what it has lost for the second one of what it had.
    messageId: row.is_copy ? `${row.event_id}.${row.id}` : row.event_id,
    text: row.text,
    event: row.event_id,
  };
}

async function finish(connection: pg.Client, stream: string, published: Published[]): Promise<void> {
  const sequences = published.map(({ sequence }) => sequence);
  const rows = published.flatMap((message) => message.rows);
  const events = published.map(({ event }) => event);
  const values = [rows, stream, sequences, events, Math.min(...sequences), Math.max(...sequences)];
  await connection.query({ name: 'finish-published', text: FINISH, values });
}
