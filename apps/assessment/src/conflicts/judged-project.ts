import type { EntityManager } from 'typeorm';
import { ProjectNotFound } from '../projects/project.errors.js';
import { Project } from '../projects/project.js';
import { MemberInConflict } from './conflict.errors.js';
import { Conflict } from './conflict.js';

/**
 * The project, locked, for somebody who judges it. Row-level security hides it from who is in conflict with it: such a
 * member learns that, and a stranger learns nothing.
 */
export async function lockJudgedProject(tx: EntityManager, id: string, personId: string): Promise<Project> {
  const project = await tx.findOne(Project, { where: { id }, lock: { mode: 'pessimistic_write' } });
  // Asked after the lock: a conflict that was declared while this waited is not in the policies' view of the row.
  await requireNoConflict(tx, id, personId);
  if (!project) throw new ProjectNotFound(id);
  return project;
}

/** Refuses who is excluded from judging this project. */
export async function requireNoConflict(tx: EntityManager, projectId: string, personId: string): Promise<void> {
  if (await tx.existsBy(Conflict, { projectId, personId, resolution: 'excluded' })) {
    throw new MemberInConflict(projectId);
  }
}
