import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Access, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { requireCohort } from '../replicas/cohorts.js';
import { RubricNotFound } from './rubric.errors.js';
import { Rubric, type RubricText } from './rubric.js';
import { RubricView } from './rubrics.dto.js';

/** Drafting of rubrics by the organizer, and reading them. Freezing is part of opening a panel's scoring. */
@Injectable()
export class RubricsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
  ) {}

  /** Drafts the next version of the cohort's rubric. */
  async draft(actor: Actor, cohortId: string, text: RubricText): Promise<RubricView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await requireCohort(tx, cohortId);
      const { programId, organizerId: organizationId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      // Two drafts at once queue here, or both would take the same version.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('rubrics:' || $1, 0))`, [cohortId]);
      const last = await tx.maximum(Rubric, 'rubricVersion', { cohortId });

      const rubric = Rubric.draft(uuid(), cohort.place(), (last ?? 0) + 1, text);

      await tx.insert(Rubric, rubric);
      return RubricView.of(rubric);
    });
  }

  /** Rewrites a draft. */
  async rewrite(actor: Actor, id: string, version: number, text: RubricText): Promise<RubricView> {
    return this.work.run(actor, async (tx) => {
      const rubric = await tx.findOne(Rubric, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!rubric) throw new RubricNotFound(id);
      const { programId, organizerId: organizationId } = rubric;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      matchVersion(rubric.version, version);

      rubric.rewrite(text);

      const { title, passMark, criteria } = rubric;
      await tx.update(Rubric, id, { title, passMark, criteria, version: rubric.version });
      return RubricView.of(rubric);
    });
  }

  async get(actor: Actor, id: string): Promise<RubricView> {
    const rubric = await this.work.read(actor, (tx) => tx.findOneBy(Rubric, { id }));
    if (!rubric) throw new RubricNotFound(id);
    return RubricView.of(rubric);
  }

  /** Every version, the newest first: a cohort has a handful. */
  async list(actor: Actor, cohortId: string): Promise<RubricView[]> {
    const rubrics = await this.work.read(actor, (tx) =>
      tx.find(Rubric, { where: { cohortId }, order: { rubricVersion: 'DESC' } }),
    );
    return rubrics.map(RubricView.of);
  }
}
