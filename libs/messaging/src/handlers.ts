import { checkTolerantly, type Contract, type EventEnvelope } from '@app/contracts';
import { Injectable } from '@nestjs/common';
import type { MessageHandler } from '@nestjs/microservices';
import { lastValueFrom, isObservable } from 'rxjs';
import type { EntityManager } from 'typeorm';
import type { HandlerContext, HandlerExtras } from './on-event.js';
import { newTraceparent, trace } from './trace.js';

const VERSION = /\.v\d+$/;

/** The handlers of this service, by event type. */
@Injectable()
export class Handlers {
  private readonly byType = new Map<string, { contract: Contract; handler: MessageHandler }>();
  private readonly withoutVersion = new Set<string>();

  /** Takes over what Nest found. Two handlers of one event would have to share one outcome, so that is refused. */
  register(type: string, handler: MessageHandler): void {
    const { contract } = handler.extras as unknown as HandlerExtras;
    if (this.byType.has(type)) throw new Error(`${contract.name} has two handlers; one event has one handler`);
    this.byType.set(type, { contract, handler });
    this.withoutVersion.add(type.replace(VERSION, ''));
  }

  /** Whether the service handles anything of that kind. */
  hasAny(kind: Contract['kind']): boolean {
    return [...this.byType.values()].some(({ contract }) => contract.kind === kind);
  }

  /** Names of the states that are handled. */
  stateNames(): string[] {
    const contracts = [...this.byType.values()].map(({ contract }) => contract);
    return contracts.filter(({ kind }) => kind === 'state').map(({ name }) => name);
  }

  /**
   * Whether the fact is another version of one that is handled: both share a sequence, and the handled one moves
   * the position.
   */
  isOtherVersion(type: string): boolean {
    return !this.byType.has(type) && this.withoutVersion.has(type.replace(VERSION, ''));
  }

  /** Calls the handler of the event, if there is one, under the event's trace. */
  async call(event: EventEnvelope, tx: EntityManager): Promise<void> {
    const known = this.byType.get(event.type);
    if (!known) return;
    // A deleted entity has no data.
    if (!(known.contract.kind === 'state' && event.data === null)) checkTolerantly(known.contract, event.data);
    const context: HandlerContext = { tx };
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
