import { DomainError } from '@app/contracts';

/** No appointment of this id, or none that the caller may see. */
export class AppointmentNotFound extends DomainError {
  readonly code = 'appointment-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no appointment ${id}`, { id });
  }
}

/** The last day in office lies before the first. */
export class AppointmentEndsBeforeItBegins extends DomainError {
  readonly code = 'appointment-ends-before-it-begins';
  readonly kind = 'invalid';

  constructor(from: string, until: string) {
    super(`An appointment from ${from} cannot end on ${until}`, { from, until }, [
      { pointer: '/until', code: 'before-from' },
    ]);
  }
}

/** An office ends once. */
export class AppointmentAlreadyEnded extends DomainError {
  readonly code = 'appointment-already-ended';
  readonly kind = 'conflict';

  constructor(until: string) {
    super(`The appointment ended on ${until} already`, { until });
  }
}

/** The same person took the same office on the same day before. */
export class AppointmentAlreadyRecorded extends DomainError {
  readonly code = 'appointment-already-recorded';
  readonly kind = 'conflict';

  constructor() {
    super('This appointment is recorded already');
  }
}
