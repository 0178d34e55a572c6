import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Access, UnitOfWork, type Actor } from '@app/service-kit';
import { requireNoConflict } from '../conflicts/conflicts.queries.js';
import { ScoringNotOpen } from '../panels/panel.errors.js';
import type { Panel } from '../panels/panel.js';
import { ProjectNotFound } from '../projects/project.errors.js';
import { Project } from '../projects/project.js';
import type { Rubric } from '../rubrics/rubric.js';
import { aggregate } from '../aggregates/aggregate.js';
import type { AggregateView } from '../aggregates/aggregate.views.js';
import { countingSheets, panelAndRubric } from '../aggregates/bench.js';
import { OwnSheetFirst, ScoresNotOpenToYou } from './score-sheet.errors.js';
import { ScoreSheet } from './score-sheet.js';
import { ScoreSheetView } from './score-sheets.dto.js';

/** Reads of scores: who may see them, and when. Authors never do; what they learn is the decision. */
@Injectable()
export class ScoresQueries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
  ) {}

  /** For the chair, the secretary and the organizer at any time, for a member after the own submission. */
  async aggregate(actor: Actor, projectId: string): Promise<AggregateView> {
    return this.work.read(actor, async (tx) => {
      const { project, panel, rubric } = await this.judged(tx, actor, projectId);
      if (roleOf(actor, panel) === 'member') await requireOwnSheet(tx, actor, project);
      const sheets = await countingSheets(tx, project);
      const result = aggregate(
        rubric.criteria,
        sheets.map(({ scores }) => scores),
      );
      const { passMark, rubricVersion } = rubric;
      return { ...result, sheetsNeeded: panel.sheetsNeeded, passMark, rubricVersion };
    });
  }

  /** The own sheet always; the others' submitted ones for who does not score, or after the own submission. */
  async sheets(actor: Actor, projectId: string): Promise<ScoreSheetView[]> {
    return this.work.read(actor, async (tx) => {
      const { project, panel } = await this.judged(tx, actor, projectId);
      const { id, attempt } = project;
      const all = await tx.find(ScoreSheet, { where: { projectId: id, attempt }, order: { id: 'ASC' } });
      const isOwn = (sheet: ScoreSheet) => actor.kind === 'person' && sheet.memberId === actor.personId;
      const mayCompare = !scores(actor, panel) || all.some((sheet) => isOwn(sheet) && sheet.submittedAt);
      return all.filter((sheet) => isOwn(sheet) || (mayCompare && sheet.submittedAt)).map(ScoreSheetView.of);
    });
  }

  private async judged(
    tx: EntityManager,
    actor: Actor,
    projectId: string,
  ): Promise<{ project: Project; panel: Panel; rubric: Rubric }> {
    const project = await tx.findOneBy(Project, { id: projectId });
    const personId = actor.kind === 'person' ? actor.personId : null;
    if (personId && (!project || project.isWrittenBy(personId))) await requireNoConflict(tx, projectId, personId);
    if (!project) throw new ProjectNotFound(projectId);
    const { programId, organizerId: organizationId } = project;
    const isOrganizer = this.access.has(actor, 'program-organizer', { organizationId, programId });
    const bench = project.panelId ? await panelAndRubric(tx, project.panelId) : undefined;
    const isAuthor = personId !== null && project.isWrittenBy(personId);
    if (isAuthor || !(isOrganizer || (bench && roleOf(actor, bench.panel)))) throw new ScoresNotOpenToYou();
    if (!bench) throw new ScoringNotOpen(projectId);
    return { project, ...bench };
  }
}

function roleOf(actor: Actor, panel: Panel): string | undefined {
  return actor.kind === 'person' ? panel.seatOf(actor.personId)?.role : undefined;
}

function scores(actor: Actor, panel: Panel): boolean {
  return actor.kind === 'person' && panel.isScoredBy(actor.personId);
}

async function requireOwnSheet(tx: EntityManager, actor: Actor, { id, attempt }: Project): Promise<void> {
  if (actor.kind !== 'person') return;
  const own = await tx.findOneBy(ScoreSheet, { projectId: id, attempt, memberId: actor.personId });
  if (!own?.submittedAt) throw new OwnSheetFirst();
}
