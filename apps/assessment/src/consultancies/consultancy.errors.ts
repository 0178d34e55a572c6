import { DomainError } from '@app/contracts';

/** No consultancy with this id is visible to the caller. */
export class ConsultancyNotFound extends DomainError {
  readonly code = 'consultancy-not-found';
  readonly kind = 'not-found';

  constructor(readonly consultancyId: string) {
    super(`No consultancy ${consultancyId}`);
  }
}

/** Who advises an institution in a cohort is recorded once. */
export class ConsultancyAlreadyRecorded extends DomainError {
  readonly code = 'consultancy-already-recorded';
  readonly kind = 'conflict';

  constructor() {
    super('This person advises the institution already');
  }
}

/** A consultation is recorded by who gave it. */
export class OnlyTheConsultantReports extends DomainError {
  readonly code = 'only-the-consultant-reports';
  readonly kind = 'forbidden';

  constructor() {
    super('Only the consultant records a consultation');
  }
}
