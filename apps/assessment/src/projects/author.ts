import { AuthorsOfDifferentInstitutions } from './project.errors.js';

/** An author as on the day the project began: later changes of employer do not move the project. */
export interface Author {
  participantId: string;
  personId: string;
  organizationId: string;
}

/** A strategy is an institution's work: everybody who writes it was sent by that institution. */
export function requireOneInstitution(authors: readonly Author[]): void {
  const strangers = authors.flatMap(({ organizationId }, index) =>
    organizationId === authors[0]!.organizationId
      ? []
      : [{ pointer: `/participantIds/${index}`, code: 'authors-of-different-institutions' }],
  );
  if (strangers.length > 0) throw new AuthorsOfDifferentInstitutions(strangers);
}
