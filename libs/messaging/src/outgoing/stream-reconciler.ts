import type { StreamInfo } from '@nats-io/jetstream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { BrokerConnection } from '../broker/broker-connection.js';
import { MESSAGING_OPTIONS, reconcileMs, type MessagingOptions } from '../ports.js';
import {
  countPublications,
  forgetExpired,
  readCheck,
  republish,
  writeCheck,
  type StreamCheck,
} from './publications.js';
import { StreamRefills } from './stream-refills.js';
import { STREAMS } from '../broker/streams.js';

const RETRY_MS = 5000;

/**
 * Compares what the broker has with what it has acknowledged, and publishes again what it lost: the log is here, the
 * broker only distributes it. It knows the place of each publication in the stream, so single messages that are gone
 * are found as well as the whole store. Consumers drop what they had already.
 */
@Injectable()
export class StreamReconciler {
  private readonly logger = new Logger(StreamReconciler.name);
  private dueAt = 0;
  /** A server that was restarted may have cut the end of a stream off and given its places to others. */
  private mustCount = true;
  /** It has left a question without an answer. */
  private isSilent = false;

  constructor(
    private readonly broker: BrokerConnection,
    private readonly refills: StreamRefills,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {
    this.broker.onReconnect(() => this.hurry());
  }

  /** The next turn of the relay compares, and counts. */
  hurry(): void {
    this.dueAt = 0;
    this.mustCount = true;
    this.isSilent = false;
  }

  /**
   * Checks in intervals and after each reconnect, through the connection that holds the relay's lock, and nobody publishes
   * meanwhile: places that are empty must be found before others are given them. A broker that cannot tell is waited for
   * once; then publishing goes on, and it is asked beside that until it answers.
   */
  async checkWhenDue(connection: pg.Client): Promise<void> {
    if (performance.now() < this.dueAt) return;
    this.dueAt = performance.now() + RETRY_MS;
    if (this.isSilent) void this.askWhetherItAnswers();
    else await this.compare(connection);
  }

  private async askWhetherItAnswers(): Promise<void> {
    try {
      for (const stream of Object.values(STREAMS)) await this.broker.jsm.streams.info(stream);
      this.hurry();
    } catch (error) {
      this.logger.debug(`The broker still cannot be compared with: ${(error as Error).message}`);
    }
  }

  private async compare(connection: pg.Client): Promise<void> {
    try {
      const isCounting = this.mustCount;
      this.mustCount = false;
      const lostFacts = await this.check(connection, STREAMS.fact, isCounting);
      const lostStates = await this.check(connection, STREAMS.state, isCounting);
      if (lostFacts + lostStates > 0) {
        const found = `${lostFacts} facts and ${lostStates} states`;
        this.logger.warn(`The broker has lost events: ${found} are published again`);
      }
      this.dueAt = performance.now() + reconcileMs(this.options);
    } catch (error) {
      this.mustCount = true;
      this.isSilent = true;
      this.logger.warn(`Outbox and streams could not be compared: ${(error as Error).message}`);
    }
  }

  /** How many events of the stream are put into the outbox again. */
  private async check(connection: pg.Client, stream: string, isCounting: boolean): Promise<number> {
    const known = await readCheck(connection, stream);
    const info = await this.broker.jsm.streams.info(stream);
    const now = checkOf(info);
    await forgetExpired(connection, stream, keptSeconds(info));
    const lost = await this.lostSince(connection, known, now, info, isCounting);
    await writeCheck(connection, stream, now);
    return lost;
  }

  private async lostSince(
    connection: pg.Client,
    known: StreamCheck | undefined,
    now: StreamCheck,
    info: StreamInfo,
    isCounting: boolean,
  ): Promise<number> {
    if (known && known.created !== now.created) return this.publishEverything(connection, info);
    const found = isCounting || !known || isChanged(known, now) ? await this.find(connection, info) : 0;
    if (!isCounting || !(await this.isShort(connection, info))) return found;
    return found + (await this.publishEverything(connection, info));
  }

  /** By the places that are empty, behind the end, or before a beginning that age alone does not explain. */
  private async find(connection: pg.Client, info: StreamInfo): Promise<number> {
    const stream = info.config.name;
    const { state } = await this.broker.jsm.streams.info(stream, { deleted_details: true });
    return republish(connection, stream, {
      deleted: state.deleted ?? [],
      first: state.first_seq,
      last: state.last_seq,
      keptSeconds: keptSeconds(info),
    });
  }

  /** Fewer messages than places that we remember: others have been given some of them. Which ones, nobody can tell. */
  private async isShort(connection: pg.Client, { config }: StreamInfo): Promise<boolean> {
    const own = config.subjects[0]!.replace('>', `${this.options.service}.>`);
    const { state } = await this.broker.jsm.streams.info(config.name, { subjects_filter: own });
    const there = Object.values(state.subjects ?? {}).reduce((sum, count) => sum + count, 0);
    return there < (await countPublications(connection, config.name, state.first_seq, state.last_seq));
  }

  /** None of it is counted: it enters the outbox part by part. */
  private async publishEverything(connection: pg.Client, info: StreamInfo): Promise<number> {
    await this.refills.begin(connection, info.config.name, keptSeconds(info));
    return 0;
  }
}

function checkOf({ created, state }: StreamInfo): StreamCheck {
  return { created: String(created), firstSequence: state.first_seq, deleted: state.num_deleted ?? 0 };
}

function isChanged(known: StreamCheck, now: StreamCheck): boolean {
  return known.firstSequence !== now.firstSequence || known.deleted !== now.deleted;
}

/** How long the stream keeps a message. */
function keptSeconds({ config }: StreamInfo): number {
  return Math.floor(config.max_age / 1e9);
}
