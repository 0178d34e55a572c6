import { Injectable } from '@nestjs/common';
import { Any, Not, type EntityManager } from 'typeorm';
import { ReplicaBehind, type NewEvent } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Clock } from '@app/service-kit';
import { queueFor } from '../database/locks.js';
import { ParticipationService } from '../participation/participation.service.js';
import { Cohort } from '../replicas/cohort.js';
import { CohortSession } from '../replicas/session.js';
import { assessCompletion, hasOutstandingSessions } from './completion-rule.js';
import { Completion } from './completion.js';
import { ProjectResult } from './project-result.js';
import { courseOf, standingsOf } from './standings.queries.js';

/** A project that was handed in (no outcome yet) or decided. */
export interface ProjectNews {
  projectId: string;
  cohortId: string;
  participantIds: readonly string[];
  outcome: ProjectResult['outcome'];
}

/** Decides who completes a cohort, whenever something that completion rests on has changed. */
@Injectable()
export class CompletionsService {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly participation: ParticipationService,
  ) {}

  /**
   * Judges all undecided subjects of a cohort, or those of these participants, in the caller's transaction.
   * Publishes `enrollment.completion.attained.v1` and, once the cohort is concluded, `enrollment.completion.missed.v1`; of
   * institutions also `enrollment.participation.stated.v1` for people whom none of them covers.
   */
  async reassess(tx: EntityManager, cohortId: string, participantIds?: readonly string[]): Promise<void> {
    // The last sheet and the last evaluation may commit at once: neither would see the other without this queue.
    await queueFor(tx, 'completion', cohortId);
    const cohort = await tx.findOneBy(Cohort, { id: cohortId });
    if (!cohort?.completionRule) return;
    const course = await courseOf(tx, cohort);
    if (!course.concluded && hasOutstandingSessions(course)) return;

    const standings = await standingsOf(tx, cohort, participantIds);
    const subjectId = Any(standings.map((standing) => standing.subjectId));
    const open = await tx.findBy(Completion, { cohortId, subjectId, status: Not('attained') });
    const completions = new Map(open.map((completion) => [completion.subjectId, completion]));
    const facts: NewEvent[] = [];
    for (const { subjectId: id, standing, covers } of standings) {
      const completion = completions.get(id);
      if (!completion) continue;
      const before = completion.version;
      const fact = completion.judge(assessCompletion(course, standing), covers, course.rule.version, this.clock.now());
      if (completion.version !== before) await tx.update(Completion, completion.id, completion.changes());
      if (fact) facts.push(fact as NewEvent);
    }
    await this.outbox.add(tx, ...facts);
    // People complete or miss it alone; of an institution, what each of them attended is to be told apart.
    if (course.concluded && cohort.subjectKind === 'institution') await this.participation.stateUncovered(tx, cohort);
  }

  /** From now on nothing is open: who has not completed has missed it. */
  async conclude(tx: EntityManager, cohortId: string, concludedAt: Date): Promise<void> {
    const known = await tx.update(Cohort, cohortId, { concludedAt });
    if (!known.affected) throw new ReplicaBehind('programs.cohort', cohortId);
    // Programs concludes a cohort only when all of its sessions were held or cancelled: what we know is old.
    const unheld = await tx.findOneBy(CohortSession, { cohortId, status: 'scheduled' });
    if (unheld) throw new ReplicaBehind('programs.session', unheld.id);
    await this.reassess(tx, cohortId);
  }

  /** Notes a project and judges its authors again. */
  async learnProject(tx: EntityManager, news: ProjectNews): Promise<void> {
    const { projectId, cohortId, outcome } = news;
    const knownSince = this.clock.now();
    const rows = news.participantIds.map((participantId) => ({
      projectId,
      participantId,
      cohortId,
      knownSince,
      outcome,
    }));
    await tx.upsert(ProjectResult, rows, ['projectId', 'participantId']);
    await this.reassess(tx, cohortId, news.participantIds);
  }
}
