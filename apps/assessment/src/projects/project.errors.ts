import { DomainError, type ProblemPointer } from '@app/contracts';

/** No project with this id is visible to the caller. */
export class ProjectNotFound extends DomainError {
  readonly code = 'project-not-found';
  readonly kind = 'not-found';

  constructor(readonly projectId: string) {
    super(`No project ${projectId}`);
  }
}

/** Only an author hands work in. */
export class NotAnAuthor extends DomainError {
  readonly code = 'not-an-author';
  readonly kind = 'forbidden';

  constructor() {
    super('Not an author of this project');
  }
}

/** An author takes part in another cohort. */
export class ParticipantOfAnotherCohort extends DomainError {
  readonly code = 'participant-of-another-cohort';
  readonly kind = 'conflict';

  constructor(pointers: readonly ProblemPointer[]) {
    super('An author takes part in another cohort', {}, pointers);
  }
}

/** An author has left the cohort. */
export class ParticipantHasWithdrawn extends DomainError {
  readonly code = 'participant-has-withdrawn';
  readonly kind = 'conflict';

  constructor(pointers: readonly ProblemPointer[]) {
    super('An author has left the cohort', {}, pointers);
  }
}

/** A strategy is one institution's: all of its authors were sent by it. */
export class AuthorsOfDifferentInstitutions extends DomainError {
  readonly code = 'authors-of-different-institutions';
  readonly kind = 'invalid';

  constructor(pointers: readonly ProblemPointer[] = []) {
    super('The authors of a strategy are of different institutions', {}, pointers);
  }
}

/** An institution has one strategy per task; further versions of it are handed in. */
export class InstitutionHasStrategy extends DomainError {
  readonly code = 'institution-has-strategy';
  readonly kind = 'conflict';

  constructor() {
    super('The institution already has a strategy for this task');
  }
}

/** A participant hands in one work per task, alone or in a team. */
export class ParticipantHasProject extends DomainError {
  readonly code = 'participant-has-project';
  readonly kind = 'conflict';

  constructor() {
    super('An author already has a project for this task');
  }
}

/** The task was due and takes nothing late. */
export class ProjectDeadlinePassed extends DomainError {
  readonly code = 'project-deadline-passed';
  readonly kind = 'conflict';

  constructor(readonly dueAt: Date) {
    super(`Due at ${dueAt.toISOString()}`, { dueAt: dueAt.toISOString() });
  }
}

/** Only work that was handed in and waits for a panel can be assigned. */
export class ProjectNotSubmitted extends DomainError {
  readonly code = 'project-not-submitted';
  readonly kind = 'conflict';

  constructor(pointers: readonly ProblemPointer[] = []) {
    super('A project was not handed in', {}, pointers);
  }
}

/** A project has one panel. */
export class ProjectAlreadyAssigned extends DomainError {
  readonly code = 'project-already-assigned';
  readonly kind = 'conflict';

  constructor(pointers: readonly ProblemPointer[] = []) {
    super('A project has a panel already', {}, pointers);
  }
}

/** Panels judge the projects and commissions the strategies of their own cohort. */
export class ProjectNotForThisPanel extends DomainError {
  readonly code = 'project-not-for-this-panel';
  readonly kind = 'conflict';

  constructor(pointers: readonly ProblemPointer[] = []) {
    super('A project is of another kind or cohort', {}, pointers);
  }
}

/** A decision is recorded once. */
export class ProjectAlreadyDecided extends DomainError {
  readonly code = 'project-already-decided';
  readonly kind = 'conflict';

  constructor(readonly projectId: string) {
    super(`Project ${projectId} is decided`);
  }
}
