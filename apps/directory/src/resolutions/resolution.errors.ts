import { DomainError } from '@app/contracts';

/** Rows that say neither an IIN nor a mail address: nobody could be found again by them. */
export class RowsWithoutIdentifier extends DomainError {
  readonly code = 'rows-without-identifier';
  readonly kind = 'invalid';

  constructor(rows: readonly number[]) {
    super(
      'Each row needs an IIN or a mail address',
      { count: rows.length },
      rows.map((row) => ({ pointer: `/items/${row}/iin`, code: 'iin-or-mail-needed' })),
    );
  }
}

/** The IIN of a row is one person's and its mail address another's. Nothing of the batch is registered. */
export class IdentifiersOfDifferentPeople extends DomainError {
  readonly code = 'identifiers-of-different-people';
  readonly kind = 'conflict';

  constructor(rows: readonly number[]) {
    super(
      'In some rows the IIN and the mail address belong to different people',
      { count: rows.length },
      rows.map((row) => ({ pointer: `/items/${row}`, code: 'identifiers-differ' })),
    );
  }
}
