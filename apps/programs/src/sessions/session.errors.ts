import { DomainError } from '@app/contracts';

/** No session of this id. */
export class SessionNotFound extends DomainError {
  readonly code = 'session-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no session ${id}`, { id });
  }
}

/** Sessions of a cohort are numbered, each number once. */
export class SessionNumberTaken extends DomainError {
  readonly code = 'session-number-taken';
  readonly kind = 'conflict';

  constructor(number: number) {
    super(`The cohort has a session ${number} already`, { number }, [{ pointer: '/number', code: 'taken' }]);
  }
}

/** A session lies inside the days of its module, or of its cohort, in its own time zone. */
export class SessionOutsideDays extends DomainError {
  readonly code = 'session-outside-days';
  readonly kind = 'invalid';

  constructor(pointer: string) {
    super('The session lies outside the days of its module or cohort', {}, [{ pointer, code: 'outside-days' }]);
  }
}

/** A speaker is a person of the directory, or somebody with a name. */
export class SpeakerUnclear extends DomainError {
  readonly code = 'speaker-unclear';
  readonly kind = 'invalid';

  constructor(index: number) {
    super('Name a speaker either by id or by name', {}, [{ pointer: `/speakers/${index}`, code: 'either-or' }]);
  }
}

/** A session is held, moved or cancelled while it is scheduled. */
export class SessionNotScheduled extends DomainError {
  readonly code = 'session-not-scheduled';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`The session is ${status} already`, { status });
  }
}

/** Nobody can have been at a session that has not begun. */
export class SessionNotBegun extends DomainError {
  readonly code = 'session-not-begun';
  readonly kind = 'conflict';

  constructor(startsAt: string) {
    super(`The session begins at ${startsAt}`, { startsAt });
  }
}
