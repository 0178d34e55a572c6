import type { ProblemPointer } from '@app/contracts';

/** A refusal that belongs to HTTP and not to a domain: sign-in, limits, availability. Rules throw DomainError. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** Public and stable, kebab-case. */
    readonly code: string,
    readonly extras: {
      headers?: Readonly<Record<string, string>>;
      params?: Readonly<Record<string, string | number>>;
      errors?: readonly ProblemPointer[];
    } = {},
  ) {
    super(code);
    this.name = 'Problem';
  }
}
