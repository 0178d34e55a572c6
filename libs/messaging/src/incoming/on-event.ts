import type { Contract } from '@app/contracts';
import { applyDecorators, Catch, createParamDecorator, UseFilters, type ExceptionFilter } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { throwError, type Observable } from 'rxjs';
import type { EntityManager } from 'typeorm';

/** What a handler is called with beside the event. */
export interface HandlerContext {
  tx: EntityManager;
  isRebuild: boolean;
}

/** What `@OnEvent` tells the transport about a handler. */
export interface HandlerExtras {
  contract: Contract;
  isProjection: boolean;
}

/** What a handler promises. */
export interface OnEventOptions {
  /**
   * It keeps rows that say what the facts of the aggregate say, so it may be called again for all of them: that is how
   * such a projection is rebuilt. Handlers of states always promise that. What else it does it leaves when `@IsRebuild()`.
   */
  isProjection?: boolean;
}

/**
 * Lets the real error reach the transport. Nest would hand it "Internal server error" for every one, and a broken rule
 * could not be told from a lost connection.
 */
@Catch()
export class PassErrorsThrough implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Marks the one method of a service that handles a fact or a state. It is called in the order of the aggregate, once,
 * inside the transaction that also moves the position; what it throws decides whether the event is tried again.
 */
export function OnEvent(contract: Contract, { isProjection = false }: OnEventOptions = {}): MethodDecorator {
  const extras: HandlerExtras = { contract, isProjection };
  return applyDecorators(
    EventPattern<string>(contract.type, undefined, extras as never),
    UseFilters(PassErrorsThrough),
  );
}

/** The transaction that the event is handled in. */
export const Tx = createParamDecorator((_: unknown, context): EntityManager => {
  return context.switchToRpc().getContext<HandlerContext>().tx;
});

/** Whether the handler is called to mend rows: what followed from the event once must not follow again. */
export const IsRebuild = createParamDecorator((_: unknown, context): boolean => {
  return context.switchToRpc().getContext<HandlerContext>().isRebuild;
});
