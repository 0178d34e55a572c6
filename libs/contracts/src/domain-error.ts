/** How a refusal is answered: 400, 403, 404, 409, 412, 422 and 428 by the problem filter; a dead letter by messaging. */
export type ProblemKind =
  'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'stale' | 'unprocessable' | 'precondition-required';

/** Where a refusal points to in the request body: an RFC 6901 pointer and a code of its own. */
export interface ProblemPointer {
  pointer: string;
  code: string;
  message?: string;
}

/**
 * A broken rule. Its code is public and stable: a sentence in kebab case that is true when it is thrown.
 * Subclasses set `code` and `kind`; `params` fill the translated title (`{{name}}`).
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ProblemKind;
  /** Values for the translated text. Never personal data. */
  readonly params: Readonly<Record<string, string | number>>;
  readonly pointers: readonly ProblemPointer[];

  constructor(message: string, params: Record<string, string | number> = {}, pointers: readonly ProblemPointer[] = []) {
    super(message);
    this.name = new.target.name;
    this.params = params;
    this.pointers = pointers;
  }
}

/**
 * A fact came before the state it needs. Messaging parks the event until the row of that entity arrives;
 * an HTTP caller is asked to come back (503 with Retry-After).
 */
export class ReplicaBehind extends Error {
  constructor(
    /** State name without version, such as `programs.cohort`. */
    readonly entity: string,
    readonly id: string,
  ) {
    super(`The replica of ${entity} ${id} has not arrived yet`);
    this.name = 'ReplicaBehind';
  }
}
