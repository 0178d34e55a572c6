import { ContractBroken, DomainError, ReplicaBehind } from '@app/contracts';
import { EnvelopeBroken } from './incoming-event.js';
import { NewerVersionHandles } from '../owners/backfill-rows.js';

/**
 * What an error means for the event that met it: wait for a row (`behind`) or for a newer version of this service
 * (`newer`), never (`broken`), again without limit (`transient`), or again a limited number of times (`unknown`).
 */
export type Failure = 'behind' | 'newer' | 'broken' | 'transient' | 'unknown';

/** Connection classes and single codes of PostgreSQL after which the same statement may well succeed. */
const TRANSIENT_SQL = /^(08...|53...|57P0.|40001|40P01|57014|55P03|25P0[34])$/;
const TRANSIENT_SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ABORT_ERR',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** Errors of pg and TypeORM that carry no code. */
const TRANSIENT_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Connection is not established|Driver not Connected|after calling end on the pool|Query read timeout|Connection ended|cached plan must not change result type/i;
/** TypeORM gives a lost connection back to its pool and then misses it at the next statement of the transaction. */
const TRANSIENT_NAMES = new Set([
  'TimeoutError',
  'AbortError',
  'QueryRunnerAlreadyReleasedError',
  'QueryRunnerProviderAlreadyReleasedError',
]);

/** Sorts an error by what it means for the event. */
export function classify(error: unknown): Failure {
  if (error instanceof ReplicaBehind) return 'behind';
  if (error instanceof NewerVersionHandles) return 'newer';
  if (error instanceof DomainError || error instanceof ContractBroken || error instanceof EnvelopeBroken) {
    return 'broken';
  }
  return isTransient(error) ? 'transient' : 'unknown';
}

/** Whether the same may well succeed a little later: a lost connection, a conflict of transactions, a timeout. */
export function isTransient(error: unknown): boolean {
  return chainOf(error).some(isPassing);
}

/** A stable code for operators. */
export function codeOf(error: unknown): string {
  if (error instanceof ContractBroken) return 'contract-broken';
  if (error instanceof ReplicaBehind) return 'replica-behind';
  if (error instanceof DomainError || error instanceof EnvelopeBroken) return error.code;
  return (error as { name?: string })?.name === 'HandlerEndedProcess' ? 'handler-ended-process' : 'handler-failed';
}

function isPassing({ code, name, message }: ErrorLike): boolean {
  return (
    (typeof code === 'string' && (TRANSIENT_SQL.test(code) || TRANSIENT_SYSTEM.has(code))) ||
    TRANSIENT_NAMES.has(name ?? '') ||
    TRANSIENT_TEXT.test(message ?? '')
  );
}

/** Time-outs of the platform are no instances of Error everywhere. */
interface ErrorLike {
  name?: string;
  message?: string;
  code?: unknown;
  cause?: unknown;
  driverError?: unknown;
}

/** The error and what it was caused by: clients wrap lost connections. */
function chainOf(error: unknown): ErrorLike[] {
  const chain: ErrorLike[] = [];
  for (let next = error; typeof next === 'object' && next !== null && chain.length < 6;) {
    const like = next as ErrorLike;
    chain.push(like);
    next = like.cause ?? like.driverError;
  }
  return chain;
}
