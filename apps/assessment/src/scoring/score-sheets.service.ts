import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Outbox } from '@app/messaging';
import { Clock, matchVersion, requirePerson, UnitOfWork, type Actor } from '@app/service-kit';
import { MemberInConflict } from '../conflicts/conflict.errors.js';
import { findConflicts } from '../conflicts/find-conflicts.js';
import { NotOnThePanel, ScoringNotOpen } from '../panels/panel.errors.js';
import { ProjectAlreadyDecided } from '../projects/project.errors.js';
import type { Project } from '../projects/project.js';
import type { Rubric } from '../rubrics/rubric.js';
import { lockJudgedProject, panelAndRubric } from '../aggregates/bench.js';
import { ScoreSheetLocked, ScoreSheetNotFound } from './score-sheet.errors.js';
import { ScoreSheet } from './score-sheet.js';
import { ScoreSheetView, type ScoreSheetDto } from './score-sheets.dto.js';

/** A sheet that may be written now, with what it is written by; null where a conflict was found just now. */
interface Desk {
  project: Project;
  rubric: Rubric;
  /** Null before the member has written anything. */
  sheet: ScoreSheet | null;
}

/** The members' score sheets. Each member writes the own one and nobody else's. */
@Injectable()
export class ScoreSheetsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Writes the caller's sheet of a project; with `submit` also locks it. Publishes `assessment.score-sheet.submitted.v1`. */
  async write(actor: Actor, projectId: string, text: ScoreSheetDto): Promise<ScoreSheetView> {
    return this.atTheDesk(actor, projectId, async (tx, { project, rubric, sheet }, memberId) => {
      const isNew = sheet === null;
      return this.save(tx, sheet ?? ScoreSheet.begin(uuid(), project, rubric, memberId), isNew, rubric, text);
    });
  }

  /** Replaces the caller's draft of a known version; with `submit` also locks it. */
  async rewrite(actor: Actor, sheetId: string, version: number, text: ScoreSheetDto): Promise<ScoreSheetView> {
    const { personId } = requirePerson(actor);
    const own = await this.work.read(actor, (tx) => tx.findOneBy(ScoreSheet, { id: sheetId, memberId: personId }));
    if (!own) throw new ScoreSheetNotFound(sheetId);
    return this.atTheDesk(actor, own.projectId, async (tx, { rubric, sheet }) => {
      // A draft of an earlier attempt is history.
      if (sheet?.id !== sheetId) throw new ScoreSheetLocked(sheetId);
      matchVersion(sheet.version, version);
      return this.save(tx, sheet, false, rubric, text);
    });
  }

  private async save(
    tx: EntityManager,
    sheet: ScoreSheet,
    isNew: boolean,
    rubric: Rubric,
    text: ScoreSheetDto,
  ): Promise<ScoreSheetView> {
    sheet.write({ scores: text.scores, comment: text.comment ?? null }, rubric);
    const scoreSheetSubmitted = text.submit ? sheet.submit(rubric, this.clock.now()) : undefined;

    const { scores, comment, submittedAt, version } = sheet;
    if (isNew) await tx.insert(ScoreSheet, sheet);
    else await tx.update(ScoreSheet, sheet.id, { scores, comment, submittedAt, version });
    if (scoreSheetSubmitted) await this.outbox.add(tx, scoreSheetSubmitted);
    return ScoreSheetView.of(sheet);
  }

  /** A conflict that comes to light here is committed first and refused afterwards, or it would not stay on record. */
  private async atTheDesk(
    actor: Actor,
    projectId: string,
    write: (tx: EntityManager, desk: Desk, memberId: string) => Promise<ScoreSheetView>,
  ): Promise<ScoreSheetView> {
    const { personId } = requirePerson(actor);
    const view = await this.work.run(actor, async (tx) => {
      const desk = await this.openDesk(tx, projectId, personId);
      return desk && write(tx, desk, personId);
    });
    if (view === null) throw new MemberInConflict(projectId);
    return view;
  }

  private async openDesk(tx: EntityManager, projectId: string, personId: string): Promise<Desk | null> {
    // Two submissions of one sheet queue here, and so do a submission and the decision.
    const project = await lockJudgedProject(tx, projectId, personId);
    const bench = project.panelId ? await panelAndRubric(tx, project.panelId) : undefined;
    if (!bench?.panel.isScoredBy(personId)) throw new NotOnThePanel(project.panelId);
    const { panel, rubric } = bench;
    if (project.status === 'evaluated') throw new ProjectAlreadyDecided(projectId);
    if (project.status !== 'scoring') throw new ScoringNotOpen(projectId);
    const found = await findConflicts(tx, this.clock, panel, [project], [personId]);
    await this.outbox.add(tx, ...found.map(({ conflictFound }) => conflictFound));
    if (found.some(({ conflict }) => conflict.resolution === 'excluded')) return null;
    const sheet = await tx.findOneBy(ScoreSheet, { projectId, attempt: project.attempt, memberId: personId });
    return { project, rubric, sheet };
  }
}
