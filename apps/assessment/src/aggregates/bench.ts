import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { Conflict } from '../conflicts/conflict.js';
import { requireNoConflict } from '../conflicts/conflicts.queries.js';
import { Panel } from '../panels/panel.js';
import { ProjectNotFound } from '../projects/project.errors.js';
import { Project } from '../projects/project.js';
import { Rubric } from '../rubrics/rubric.js';
import { ScoreSheet } from '../scoring/score-sheet.js';

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

/** The panel of a project and its rubric, in one statement. */
export async function panelAndRubric(
  tx: EntityManager,
  panelId: string,
): Promise<{ panel: Panel; rubric: Rubric } | undefined> {
  const panel = (await tx
    .createQueryBuilder(Panel, 'panel')
    .innerJoinAndMapOne('panel.rubric', Rubric, 'rubric', 'rubric.id = panel.rubricId')
    .where('panel.id = :panelId', { panelId })
    .getOne()) as (Panel & { rubric: Rubric }) | null;
  return panel ? { panel, rubric: panel.rubric } : undefined;
}

/** The sheets of a project's attempt that count: submitted, by members without a conflict. */
export async function countingSheets(
  tx: EntityManager,
  project: Pick<Project, 'id' | 'attempt'>,
): Promise<ScoreSheet[]> {
  const { id, attempt } = project;
  return counting(tx).andWhere('sheet.projectId = :id AND sheet.attempt = :attempt', { id, attempt }).getMany();
}

/** The same for all that a panel judges. */
export async function countingSheetsOf(tx: EntityManager, panelId: string): Promise<ScoreSheet[]> {
  return counting(tx).andWhere('sheet.panelId = :panelId', { panelId }).getMany();
}

function counting(tx: EntityManager): SelectQueryBuilder<ScoreSheet> {
  const excluded = tx
    .createQueryBuilder(Conflict, 'conflict')
    .select('1')
    .where('conflict.projectId = sheet.projectId AND conflict.personId = sheet.memberId')
    .andWhere(`conflict.resolution = 'excluded'`);
  return tx
    .createQueryBuilder(ScoreSheet, 'sheet')
    .where('sheet.submittedAt IS NOT NULL')
    .andWhere(`NOT EXISTS (${excluded.getQuery()})`)
    .orderBy('sheet.submittedAt')
    .addOrderBy('sheet.id');
}
