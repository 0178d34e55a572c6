import { DomainError } from '@app/contracts';

/** The chair records what the panel decided, nobody else. */
export class OnlyTheChairDecides extends DomainError {
  readonly code = 'only-the-chair-decides';
  readonly kind = 'forbidden';

  constructor() {
    super('Only the chair of the panel decides');
  }
}

/** Too few sheets of members without a conflict. */
export class PanelBelowQuorum extends DomainError {
  readonly code = 'panel-below-quorum';
  readonly kind = 'conflict';

  constructor(
    readonly sheets: number,
    readonly needed: number,
  ) {
    super(`${sheets} sheets of ${needed}`, { sheets, needed });
  }
}

/** The outcome contradicts the aggregate and no reason is given. */
export class OutcomeAgainstAggregate extends DomainError {
  readonly code = 'outcome-against-aggregate';
  readonly kind = 'conflict';

  constructor(
    readonly score: number,
    readonly passMark: number,
  ) {
    super(`The aggregate is ${score} at a pass mark of ${passMark}`, { score, passMark });
  }
}

/** A date for handing in again belongs to the outcome `revise` alone. */
export class ResubmissionNeedsRevise extends DomainError {
  readonly code = 'resubmission-needs-revise';
  readonly kind = 'invalid';

  constructor() {
    super('A date for handing in again belongs to the outcome revise', {}, [
      { pointer: '/resubmitBy', code: 'resubmission-needs-revise' },
    ]);
  }
}
