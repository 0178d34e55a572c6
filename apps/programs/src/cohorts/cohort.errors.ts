import { DomainError } from '@app/contracts';

/** No cohort of this id. */
export class CohortNotFound extends DomainError {
  readonly code = 'cohort-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no cohort ${id}`, { id });
  }
}

/** The code is taken by another cohort of the program. */
export class CohortCodeTaken extends DomainError {
  readonly code = 'cohort-code-taken';
  readonly kind = 'conflict';

  constructor(code: string) {
    super(`The program has a cohort ${code} already`, { code }, [{ pointer: '/code', code: 'taken' }]);
  }
}

/** The act does not fit the status that the cohort is in. */
export class CohortNotInStatus extends DomainError {
  readonly code = 'cohort-not-in-status';
  readonly kind = 'conflict';

  constructor(act: string, status: string) {
    super(`The cohort is ${status}: ${act} is not possible`, { act, status });
  }
}

/** Something ends before it begins. */
export class EndsBeforeItBegins extends DomainError {
  readonly code = 'ends-before-it-begins';
  readonly kind = 'invalid';

  constructor(pointer: string) {
    super(`${pointer} lies before the beginning`, {}, [{ pointer, code: 'before-beginning' }]);
  }
}

/** The days would leave out modules or sessions that are scheduled already. */
export class ScheduledOutsideDays extends DomainError {
  readonly code = 'scheduled-outside-days';
  readonly kind = 'conflict';

  constructor(pointer: string) {
    super('Modules or sessions are scheduled outside of these days', {}, [{ pointer, code: 'leaves-out' }]);
  }
}

/** Two documents of one kind for one ground: nobody would know which to issue. */
export class DocumentPolicyTwice extends DomainError {
  readonly code = 'document-policy-twice';
  readonly kind = 'invalid';

  constructor(index: number) {
    super('There is a document of this kind and ground already', {}, [
      { pointer: `/documents/${index}`, code: 'twice' },
    ]);
  }
}

/** A document for completion in a cohort that nobody can complete. */
export class CompletionRuleMissing extends DomainError {
  readonly code = 'completion-rule-missing';
  readonly kind = 'invalid';

  constructor() {
    super('A document for completion needs a completion rule', {}, [{ pointer: '/completionRule', code: 'missing' }]);
  }
}

/** Sessions are neither held nor cancelled yet. */
export class SessionsOutstanding extends DomainError {
  readonly code = 'sessions-outstanding';
  readonly kind = 'conflict';

  constructor(count: number) {
    super(`${count} sessions are neither held nor cancelled`, { count });
  }
}
