import { DomainError, type ProblemPointer } from '@app/contracts';

/** No panel with this id is visible to the caller. */
export class PanelNotFound extends DomainError {
  readonly code = 'panel-not-found';
  readonly kind = 'not-found';

  constructor(readonly panelId: string) {
    super(`No panel ${panelId}`);
  }
}

/** The composition contradicts itself: a person twice, no chair or several, a quorum nobody can reach. */
export class PanelCompositionInvalid extends DomainError {
  readonly code = 'panel-composition-invalid';
  readonly kind = 'invalid';

  constructor(pointers: readonly ProblemPointer[]) {
    super('The composition of the panel contradicts itself', {}, pointers);
  }
}

/** A panel is made of people of the organizer and of the cohort's partner organizations. */
export class MemberNotFromPartner extends DomainError {
  readonly code = 'member-not-from-partner';
  readonly kind = 'conflict';

  constructor(pointers: readonly ProblemPointer[]) {
    super('A member is neither from the organizer nor from a partner of the cohort', {}, pointers);
  }
}

/** The rubric belongs to another cohort. */
export class RubricOfAnotherCohort extends DomainError {
  readonly code = 'rubric-of-another-cohort';
  readonly kind = 'conflict';

  constructor(readonly rubricId: string) {
    super(`Rubric ${rubricId} belongs to another cohort`);
  }
}

/** Scoring cannot open on nothing. */
export class PanelWithoutProjects extends DomainError {
  readonly code = 'panel-without-projects';
  readonly kind = 'conflict';

  constructor(readonly panelId: string) {
    super(`Panel ${panelId} has no projects`);
  }
}

/** Scoring has opened: it opens once. */
export class ScoringAlreadyOpen extends DomainError {
  readonly code = 'scoring-already-open';
  readonly kind = 'conflict';

  constructor(readonly subjectId: string) {
    super(`Scoring is open already: ${subjectId}`);
  }
}

/** Members may score only after the organizer has opened scoring. */
export class ScoringNotOpen extends DomainError {
  readonly code = 'scoring-not-open';
  readonly kind = 'conflict';

  constructor(readonly projectId: string) {
    super(`Scoring of project ${projectId} is not open`);
  }
}

/** Only those who sit on the panel, in a seat that scores, may do this. */
export class NotOnThePanel extends DomainError {
  readonly code = 'not-on-the-panel';
  readonly kind = 'forbidden';

  constructor(readonly panelId: string | null) {
    super(`Not a scoring member of panel ${panelId}`);
  }
}
