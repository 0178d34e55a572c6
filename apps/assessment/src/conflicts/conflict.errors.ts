import { DomainError } from '@app/contracts';

/** Who has a conflict of interest with a project takes no part in judging it. */
export class MemberInConflict extends DomainError {
  readonly code = 'member-in-conflict';
  readonly kind = 'forbidden';

  constructor(readonly projectId: string) {
    super(`In conflict with project ${projectId}`);
  }
}

/** The conflict is on record already. */
export class ConflictAlreadyRecorded extends DomainError {
  readonly code = 'conflict-already-recorded';
  readonly kind = 'conflict';

  constructor(readonly projectId: string) {
    super(`The conflict with project ${projectId} is on record`);
  }
}

/** A member declares only an own conflict; somebody else's is recorded by the chair, the secretary or the organizer. */
export class OnlyTheOwnConflict extends DomainError {
  readonly code = 'only-the-own-conflict';
  readonly kind = 'forbidden';

  constructor() {
    super('A member declares only an own conflict');
  }
}

/** Only a chair in conflict is stood in for. */
export class ChairNotInConflict extends DomainError {
  readonly code = 'chair-not-in-conflict';
  readonly kind = 'conflict';

  constructor(readonly projectId: string) {
    super(`The chair is in no conflict with project ${projectId}`);
  }
}
