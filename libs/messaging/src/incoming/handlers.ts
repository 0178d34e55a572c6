import { checkTolerantly, type Contract, type EventEnvelope } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import { lastValueFrom, isObservable } from 'rxjs';
import type { EntityManager } from 'typeorm';
import type { HandlerContext, HandlerExtras } from './on-event.js';
import { newTraceparent, trace } from '../trace.js';

const VERSION = /\.v\d+$/;

/** The handlers of this service, by event type. */
@Injectable()
export class Handlers {
  private readonly byType = new Map<string, HandlerExtras & { handler: MessageHandler }>();
  private readonly withoutVersion = new Set<string>();

  /** Takes over what Nest found. Two handlers of one event would have to share one outcome, so that is refused. */
  register(type: string, handler: MessageHandler): void {
    const extras = handler.extras as unknown as HandlerExtras;
    const { contract } = extras;
    if (this.byType.has(type)) throw new Error(`${contract.name} has two handlers; one event has one handler`);
    this.byType.set(type, { ...extras, handler });
    this.withoutVersion.add(type.replace(VERSION, ''));
  }

  /** Whether the service handles anything of that kind. */
  hasAny(kind: Contract['kind']): boolean {
    return this.contractsOf(kind).length > 0;
  }

  /** Names of the states that are handled. */
  stateNames(): string[] {
    return this.contractsOf('state').map(({ name }) => name);
  }

  /** Names of the facts that are handled. */
  factNames(): string[] {
    return this.contractsOf('fact').map(({ name }) => name);
  }

  /** Aggregates of which facts are handled. */
  aggregates(): string[] {
    return [...new Set(this.contractsOf('fact').map(({ aggregate }) => aggregate))];
  }

  /** Aggregates of which a projection is kept: its handlers may be called again for what they have handled. */
  projections(): string[] {
    const projecting = [...this.byType.values()].filter(({ isProjection }) => isProjection);
    return [...new Set(projecting.map(({ contract }) => contract.aggregate))];
  }

  isHandled(type: string): boolean {
    return this.byType.has(type);
  }

  isProjection(type: string): boolean {
    return this.byType.get(type)?.isProjection === true;
  }

  /**
   * Whether the fact is another version of one that is handled: both share a sequence, and the handled one moves
   * the position.
   */
  isOtherVersion(type: string): boolean {
    return !this.byType.has(type) && this.withoutVersion.has(type.replace(VERSION, ''));
  }

  private contractsOf(kind: Contract['kind']): Contract[] {
    return [...this.byType.values()].map(({ contract }) => contract).filter((contract) => contract.kind === kind);
  }

  /** Calls the handler of the event, if there is one, under the event's trace. */
  async call(event: EventEnvelope, tx: EntityManager, { isRebuild = false } = {}): Promise<void> {
    const known = this.byType.get(event.type);
    if (!known) return;
    // A deleted entity has no data.
    if (!(known.contract.kind === 'state' && event.data === null)) checkTolerantly(known.contract, event.data);
    const context: HandlerContext = { tx, isRebuild };
    await trace.run(traceOf(event), async () => {
      const result: unknown = await known.handler(event, context);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
  }
}

function traceOf(event: EventEnvelope) {
  return {
    traceparent: newTraceparent(event.traceparent),
    correlationId: event.correlationid,
    causationId: event.id,
  };
}
