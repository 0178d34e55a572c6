import { Injectable } from '@nestjs/common';
import { Any, MoreThan, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { ReplicaBehind } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, page, UnitOfWork, type Actor, type PageQuery } from '@app/service-kit';
import { afterId } from '../database/after-id.paging.js';
import { queueFor } from '../database/locks.js';
import { Cohort } from '../replicas/cohort.js';
import { attendedInCohort, attendedUncovered } from './attended.queries.js';
import { ParticipationStatement, type Attended } from './participation-statement.js';
import { StatementView, type StatementsPage, type StatementsView } from './participation.dto.js';

/** States what people have attended, so that a record of it can be given where nobody, or not everybody, completes. */
@Injectable()
export class ParticipationService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly access: Access,
  ) {}

  /**
   * States the participation of everybody who was there at least once, once a day for each: a second call on the same
   * day adds those who have come since. Publishes `enrollment.participation.stated.v1` for each new statement.
   */
  async state(actor: Actor, cohortId: string): Promise<StatementsView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await tx.findOneBy(Cohort, { id: cohortId });
      if (!cohort) throw new ReplicaBehind('programs.cohort', cohortId);
      const { organizerId: organizationId, programId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      // Two organizers at once would both find nothing stated today.
      await queueFor(tx, 'participation', cohortId);

      await this.record(tx, cohort, await attendedInCohort(tx, cohortId));

      const today = { cohortId, statedOn: this.clock.today() };
      const statements = await tx.find(ParticipationStatement, { where: today, order: { id: 'ASC' } });
      return { data: statements.map(StatementView.of) };
    });
  }

  /**
   * States at the conclusion of a cohort of institutions what those people attended whom no completion covers: of an
   * institution that missed it or has left, or having left one that completed. Publishes as `state` does.
   */
  async stateUncovered(tx: EntityManager, cohort: Cohort): Promise<void> {
    await queueFor(tx, 'participation', cohort.id);
    await this.record(tx, cohort, await attendedUncovered(tx, cohort.id));
  }

  /** The statements of a cohort as far as the caller may see them. */
  async list(actor: Actor, cohortId: string, { limit, cursor }: PageQuery): Promise<StatementsPage> {
    const after = afterId(cursor);
    const where = { cohortId, ...(after && { id: MoreThan(after) }) };
    return this.work.read(actor, async (tx) => {
      const rows = await tx.find(ParticipationStatement, { where, order: { id: 'ASC' }, take: limit + 1 });
      const { data, page: position } = page(rows, limit, ({ id }) => [id]);
      return { data: data.map(StatementView.of), page: position };
    });
  }

  private async record(tx: EntityManager, cohort: Cohort, attended: readonly Attended[]): Promise<void> {
    const [now, statedOn] = [this.clock.now(), this.clock.today()];
    const participantId = Any(attended.map((one) => one.participantId));
    const stated = await tx.findBy(ParticipationStatement, { statedOn, participantId });
    const known = new Set(stated.map((statement) => statement.participantId));
    const made = attended
      .filter((one) => !known.has(one.participantId))
      .map((one) => ParticipationStatement.of(uuid(), cohort, one, statedOn, now));
    if (made.length === 0) return;
    const statements = made.map(({ statement }) => statement);
    await tx.insert(ParticipationStatement, statements);
    await this.outbox.add(tx, ...made.map(({ fact }) => fact));
  }
}
