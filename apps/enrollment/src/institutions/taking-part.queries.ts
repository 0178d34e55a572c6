import type { EntityManager } from 'typeorm';
import { InstitutionNotEnrolled } from '../nominations/nomination.errors.js';
import type { Cohort } from '../replicas/cohort.js';
import { InstitutionEnrollment } from './institution-enrollment.js';

/**
 * Refuses to take in people of an institution that takes no part in a cohort of institutions. Until the transaction
 * ends the institution cannot leave: it would leave without them.
 */
export async function requireTakingPart(tx: EntityManager, cohort: Cohort, organizationId: string): Promise<void> {
  if (cohort.subjectKind !== 'institution') return;
  const where = { cohortId: cohort.id, organizationId };
  const enrollment = await tx.findOne(InstitutionEnrollment, { where, lock: { mode: 'pessimistic_read' } });
  if (enrollment?.status !== 'active') throw new InstitutionNotEnrolled();
}
