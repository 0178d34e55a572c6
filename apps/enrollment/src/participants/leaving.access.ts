import { In, type EntityManager } from 'typeorm';
import type { Access, Actor } from '@app/service-kit';
import { Completion } from '../completion/completion.js';
import { queueFor } from '../database/locks.js';
import { Cohort } from '../replicas/cohort.js';
import { CohortAlreadyConcluded, CompletionAlreadyAttained } from './participant.errors.js';

/** Whose a seat is: the organization that sent somebody, and the organizer. */
export interface Seat {
  organizationId: string;
  organizerId: string;
  programId: string;
}

/** The organizer may let somebody leave, and so may the organization that they come from. */
export function requireRightToLeave(access: Access, actor: Actor, seat: Seat): void {
  const { organizationId, organizerId, programId } = seat;
  const isOrganizer = access.has(actor, 'program-organizer', { organizationId: organizerId, programId });
  if (isOrganizer) access.require(actor, 'program-organizer', { organizationId: organizerId, programId });
  else access.require(actor, 'coordinator', { organizationId });
}

/** Refuses to let go who has completed, and anybody once the cohort is concluded. */
export async function requireOpenCompletion(tx: EntityManager, cohortId: string, subjectIds: string[]): Promise<void> {
  // The sheet or evaluation that completes them may be committing right now.
  await queueFor(tx, 'completion', cohortId);
  const cohort = await tx.findOneBy(Cohort, { id: cohortId });
  if (cohort?.concludedAt) throw new CohortAlreadyConcluded();
  const attained = await tx.existsBy(Completion, { cohortId, subjectId: In(subjectIds), status: 'attained' });
  if (attained) throw new CompletionAlreadyAttained();
}
