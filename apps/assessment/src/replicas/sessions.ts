import type { EntityManager } from 'typeorm';
import { ReplicaBehind } from '@app/contracts';
import { SessionOfAnotherCohort } from './session.errors.js';
import { SessionReplica } from './session-replica.js';

/** Refuses a session of another cohort; one that has not arrived here yet is asked for again. */
export async function requireSession(tx: EntityManager, id: string, cohortId: string): Promise<void> {
  const session = await tx.findOneBy(SessionReplica, { id });
  if (!session) throw new ReplicaBehind('programs.session', id);
  if (session.cohortId !== cohortId) throw new SessionOfAnotherCohort(id);
}
