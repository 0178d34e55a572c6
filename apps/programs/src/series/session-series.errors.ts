import { DomainError } from '@app/contracts';

/** No series of this id. */
export class SessionSeriesNotFound extends DomainError {
  readonly code = 'session-series-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no series of sessions ${id}`, { id });
  }
}

/** The rule is none, or says what sessions are not repeated by; `part` is what is not understood, or is missing. */
export class SeriesRuleNotSupported extends DomainError {
  readonly code = 'series-rule-not-supported';
  readonly kind = 'invalid';

  constructor(part: string) {
    super(`The rule is not supported: ${part}`, { part }, [{ pointer: '/rule', code: 'not-supported' }]);
  }
}

/** The first session is on a weekday that its own rule leaves out. */
export class SeriesFirstOutsideRule extends DomainError {
  readonly code = 'series-first-outside-rule';
  readonly kind = 'invalid';

  constructor() {
    super('The first session is not on a weekday of the rule', {}, [
      { pointer: '/firstStartsAt', code: 'outside-rule' },
    ]);
  }
}

/** Nobody can list a series that never ends. */
export class SeriesWithoutEnd extends DomainError {
  readonly code = 'series-without-end';
  readonly kind = 'unprocessable';

  constructor() {
    super('The series has no end: say until which day', {}, [{ pointer: '/until', code: 'missing' }]);
  }
}

/** More occurrences than are listed, or become sessions, at once. */
export class SeriesWindowTooLong extends DomainError {
  readonly code = 'series-window-too-long';
  readonly kind = 'unprocessable';

  constructor(limit: number) {
    super(`More than ${limit} occurrences`, { limit }, [{ pointer: '/until', code: 'too-many' }]);
  }
}
