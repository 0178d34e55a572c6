import { DomainError, type ProblemPointer } from '@app/contracts';

/** Attendance is recorded of sessions that took place. */
export class SessionNotHeld extends DomainError {
  readonly code = 'session-not-held';
  readonly kind = 'conflict';

  constructor(status: string) {
    super(`The session is ${status}`, { status });
  }
}

/** A session has one sheet; what is wrong in it is corrected. */
export class AttendanceAlreadyRecorded extends DomainError {
  readonly code = 'attendance-already-recorded';
  readonly kind = 'conflict';

  constructor() {
    super('The attendance of this session is recorded already');
  }
}

/** There is no sheet of this session, or the caller may not see it. */
export class AttendanceNotRecorded extends DomainError {
  readonly code = 'attendance-not-recorded';
  readonly kind = 'not-found';

  constructor(sessionId: string) {
    super(`The attendance of session ${sessionId} is not recorded`);
  }
}

/** A sheet names each active participant of the cohort exactly once, and nobody else. */
export class AttendanceSheetDoesNotMatch extends DomainError {
  readonly code = 'attendance-sheet-does-not-match';
  readonly kind = 'invalid';

  constructor(faults: readonly ProblemPointer[]) {
    super('The sheet does not name each active participant exactly once', { faults: faults.length }, faults);
  }
}
