import type { EntityManager } from 'typeorm';
import { MemberInConflict } from './conflict.errors.js';
import { Conflict } from './conflict.js';

/**
 * The conflicts of a panel that the actor may know of: own ones, and those with projects that the actor sees. Who is
 * excluded from a project does not learn who else is.
 */
export async function visibleConflicts(
  tx: EntityManager,
  panelId: string,
  personId: string | null,
): Promise<Conflict[]> {
  return tx
    .createQueryBuilder(Conflict, 'conflict')
    .where('conflict.panelId = :panelId', { panelId })
    .andWhere('(conflict.personId = :personId OR EXISTS (SELECT 1 FROM projects p WHERE p.id = conflict.projectId))', {
      personId,
    })
    .orderBy('conflict.id')
    .getMany();
}

/** Refuses who is excluded from judging this project. */
export async function requireNoConflict(tx: EntityManager, projectId: string, personId: string): Promise<void> {
  if (await tx.existsBy(Conflict, { projectId, personId, resolution: 'excluded' })) {
    throw new MemberInConflict(projectId);
  }
}
