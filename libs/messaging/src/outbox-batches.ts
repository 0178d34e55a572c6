import type { EventEnvelope } from '@app/contracts';
import { Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { BrokerConnection } from './broker-connection.js';
import { StateRenderer } from './state-renderer.js';
import { StreamReconciler } from './stream-reconciler.js';

/** A message on its way to the broker, and the outbox rows that are done with when it has arrived. */
interface Outgoing {
  rows: string[];
  subject: string;
  messageId: string;
  text: string;
}

const BATCH = 256;
const PUBLISH_TIMEOUT_MS = 5000;
/** A row whose state cannot be rendered is left alone for this long, so that it holds nobody up. */
const REST_MS = 5000;

const FACTS = `
  SELECT outbox.id, log.event_id, log.name, log.envelope::text AS text
  FROM outbox JOIN event_log log USING (event_id) WHERE outbox.kind = 'fact' ORDER BY outbox.id LIMIT ${BATCH}`;
/** What was published is done with; how much of it the broker must have from now on is counted. */
const FINISH = `
  WITH gone AS (DELETE FROM outbox WHERE id = ANY ($1::bigint[]))
  UPDATE published SET facts = facts + $2 WHERE $2 > 0`;
const STATES = `
  SELECT id, contract, entity_id FROM outbox
  WHERE kind = 'state' AND id <> ALL ($1::bigint[]) ORDER BY id LIMIT ${BATCH}`;

/** Publishes what is in the outbox, a batch at a time: read in order, publish pipelined, delete what was acknowledged. */
@Injectable()
export class OutboxBatches {
  private readonly logger = new Logger(OutboxBatches.name);
  private readonly resting = new Map<string, number>();

  constructor(
    private readonly broker: BrokerConnection,
    private readonly renderer: StateRenderer,
    private readonly reconciler: StreamReconciler,
  ) {}

  /** How many messages it has published. */
  async publishNext(connection: pg.Client): Promise<number> {
    await this.reconciler.checkWhenDue(connection);
    const [facts, states] = await Promise.all([this.readFacts(connection), this.readStates(connection)]);
    const outgoing = [...states, ...facts];
    if (outgoing.length === 0) return 0;
    const outcomes = await Promise.all(outgoing.map((message) => this.publish(message)));
    const done = outgoing.filter((_, place) => outcomes[place] !== 'failed');
    const newFacts = facts.filter((_, place) => outcomes[states.length + place] === 'new').length;
    if (done.length > 0) {
      const ids = done.flatMap(({ rows }) => rows);
      await connection.query({ name: 'finish-published', text: FINISH, values: [ids, newFacts] });
    }
    return done.length;
  }

  private async readFacts(connection: pg.Client): Promise<Outgoing[]> {
    const { rows } = await connection.query({ name: 'read-facts', text: FACTS });
    return rows.map((row) => ({
      rows: [row.id],
      subject: `evt.${row.name}`,
      messageId: row.event_id,
      text: row.text,
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
      this.logger.error(`${contract} cannot be published: ${error.message}`);
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
        });
    }
    return outgoing;
  }

  private async publish({ subject, messageId, text }: Outgoing): Promise<'new' | 'duplicate' | 'failed'> {
    try {
      const options = { msgID: messageId, timeout: PUBLISH_TIMEOUT_MS };
      const { duplicate } = await this.broker.js.publish(subject, text, options);
      return duplicate ? 'duplicate' : 'new';
    } catch (error) {
      this.logger.warn(`${subject} ${messageId} stays in the outbox: ${(error as Error).message}`);
      return 'failed';
    }
  }
}
