import type { EntityManager } from 'typeorm';
import { ReplicaBehind } from '@app/contracts';
import { CohortReplica } from './cohort-replica.js';

/** The cohort, or the news that it has not arrived here yet. */
export async function requireCohort(tx: EntityManager, id: string): Promise<CohortReplica> {
  const cohort = await tx.findOneBy(CohortReplica, { id });
  if (!cohort) throw new ReplicaBehind('programs.cohort', id);
  return cohort;
}
