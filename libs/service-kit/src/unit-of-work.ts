import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@app/contracts';
import { failPoint, reasonAhead, sendAhead, trace } from '@app/messaging';
import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import type { Actor } from './access/actor.js';
import { isAudited, recordEnd, type AuditLine } from './audit.js';
import { Clock } from './clock.js';
import { keyUseOf, takeKey, type KeyUse } from './idempotency.js';
import { STALE_PLAN } from './pipelined-client.js';
import { requestContext } from './request-context.js';
import { setReadScope, setScope } from './scope-settings.js';

const ATTEMPTS = 6;
const RETRIED_STATES = new Set(['40001', '40P01']);

/**
 * The only way to a transaction. Sets the actor's scope for row-level security, answers a repeated Idempotency-Key with
 * the first answer, writes the audit line, and starts over when the database asks for it. What `work` returns is the
 * answer to the caller: a plain view.
 */
@Injectable()
export class UnitOfWork {
  private readonly openWork = new AsyncLocalStorage<{ isOpen: boolean }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Runs `work` in one transaction as `actor`. No remote call belongs in it. */
  async run<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const use = keyUseOf(requestContext.current(), actor);
    try {
      return await this.retried(() => this.attempt(actor, use, work));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'forbidden') await this.auditRefusal(actor, error.code);
      throw error;
    }
  }

  /** Runs `work` in a transaction that can change nothing, with the scope of `actor`. */
  async read<T>(actor: Actor, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.retried(() =>
      this.dataSource.transaction(async (tx) => {
        sendAhead(tx, setReadScope(tx, actor));
        return work(tx);
      }),
    );
  }

  private async attempt<T>(actor: Actor, use: KeyUse | null, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    // A second transaction inside the first would wait for locks of the first, on another connection, for ever.
    if (this.openWork.getStore()?.isOpen) throw new Error('work.run inside work.run: pass tx on instead');
    const mark = { isOpen: true };
    let tx: EntityManager | undefined;
    try {
      const answer = await this.openWork.run(mark, () =>
        this.dataSource.transaction((opened) => this.within((tx = opened), actor, use, work)),
      );
      failPoint('after-commit');
      return answer;
    } catch (error) {
      throw tx ? await reasonAhead(tx, error) : error;
    } finally {
      mark.isOpen = false;
    }
  }

  private async within<T>(
    tx: EntityManager,
    actor: Actor,
    use: KeyUse | null,
    work: (tx: EntityManager) => Promise<T>,
  ): Promise<T> {
    if (!use) sendAhead(tx, setScope(tx, actor));
    const earlier = use && (await takeKey(tx, actor, use));
    if (earlier) return this.replay<T>(earlier.answer);
    const answer = await work(tx);
    if (use || isAudited(actor)) sendAhead(tx, recordEnd(tx, this.line(actor, 'done'), use, answer));
    failPoint('before-commit');
    return answer;
  }

  private replay<T>(answer: unknown): T {
    requestContext.current()?.answerHeader('Idempotency-Replayed', 'true');
    return answer as T;
  }

  private async retried<T>(attempt: () => Promise<T>): Promise<T> {
    for (let count = 1; ; count++) {
      try {
        return await attempt();
      } catch (error) {
        if (count === ATTEMPTS || !isWorthRetrying(error)) throw error;
        // Random, or the same transactions would meet again.
        await sleep(Math.random() * 10 * 2 ** count);
      }
    }
  }

  private async auditRefusal(actor: Actor, code: string): Promise<void> {
    if (!isAudited(actor)) return;
    // The refusal stands whether or not it could be noted.
    await recordEnd(this.dataSource.manager, this.line(actor, code), null, undefined).catch(() => {});
  }

  private line(actor: Actor, status: string): AuditLine {
    const traceId = requestContext.current()?.traceId ?? trace.current()?.traceparent?.split('-')[1] ?? '';
    return { actor, status, traceId, businessAt: this.clock.now() };
  }
}

function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code = '', message } = error.driverError as Error & { code?: string };
  return RETRIED_STATES.has(code) || message === STALE_PLAN;
}
