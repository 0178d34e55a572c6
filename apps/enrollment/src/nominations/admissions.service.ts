import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { ReplicaBehind } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, UnitOfWork, type Actor } from '@app/service-kit';
import { Completion } from '../completion/completion.js';
import { queueFor } from '../database/locks.js';
import { requireTakingPart } from '../institutions/taking-part.queries.js';
import { CohortAlreadyConcluded } from '../participants/participant.errors.js';
import { Participant } from '../participants/participant.js';
import { Cohort } from '../replicas/cohort.js';
import { NominationNotFound, NoSeatLeft } from './nomination.errors.js';
import { Nomination } from './nomination.js';
import { NominationView } from './nominations.dto.js';

/** The organizer's decisions on nominations. */
@Injectable()
export class AdmissionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly access: Access,
  ) {}

  /** Gives the nominee a seat. Publishes `enrollment.participant.enrolled.v1`. */
  async admit(actor: Actor, id: string, waiverReason: string | null): Promise<NominationView> {
    return this.work.run(actor, async (tx) => {
      const nomination = await this.load(tx, actor, id);
      const cohort = await tx.findOneBy(Cohort, { id: nomination.cohortId });
      if (!cohort) throw new ReplicaBehind('programs.cohort', nomination.cohortId);
      if (cohort.status === 'concluded') throw new CohortAlreadyConcluded();
      await requireTakingPart(tx, cohort, nomination.organizationId);
      const now = this.clock.now();

      nomination.admit(cohort, waiverReason, now);
      await this.requireSeat(tx, cohort);
      const { participant, fact } = Participant.enrolled(uuid(), nomination, now);

      await tx.update(Nomination, id, nomination.changes());
      await tx.insert(Participant, participant);
      if (cohort.subjectKind === 'person') {
        const subject = {
          kind: 'person' as const,
          id: participant.personId,
          organizationId: participant.organizationId,
        };
        await tx.insert(Completion, Completion.opened(uuid(), subject, cohort));
      }
      await this.outbox.add(tx, fact);
      return NominationView.of(nomination, participant.id);
    });
  }

  /** Refuses the nominee. Publishes `enrollment.nomination.declined.v1`. */
  async decline(actor: Actor, id: string, reason: string): Promise<NominationView> {
    return this.work.run(actor, async (tx) => {
      const nomination = await this.load(tx, actor, id);

      const declined = nomination.decline(reason, this.clock.now());

      await tx.update(Nomination, id, nomination.changes());
      await this.outbox.add(tx, declined);
      return NominationView.of(nomination);
    });
  }

  /** Lets a good nominee wait for a seat. */
  async waitlist(actor: Actor, id: string): Promise<NominationView> {
    return this.work.run(actor, async (tx) => {
      const nomination = await this.load(tx, actor, id);
      nomination.waitlist();
      await tx.update(Nomination, id, nomination.changes());
      return NominationView.of(nomination);
    });
  }

  /** Asks the coordinator for a correction. */
  async returnWith(actor: Actor, id: string, note: string): Promise<NominationView> {
    return this.work.run(actor, async (tx) => {
      const nomination = await this.load(tx, actor, id);
      nomination.returnWith(note);
      await tx.update(Nomination, id, nomination.changes());
      return NominationView.of(nomination);
    });
  }

  private async load(tx: EntityManager, actor: Actor, id: string): Promise<Nomination> {
    const nomination = await tx.findOne(Nomination, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!nomination) throw new NominationNotFound(id);
    const { organizerId: organizationId, programId } = nomination;
    this.access.require(actor, 'program-organizer', { organizationId, programId });
    return nomination;
  }

  private async requireSeat(tx: EntityManager, cohort: Cohort): Promise<void> {
    if (cohort.seatsTotal === null) return;
    // Two admissions at once would both find the last seat free.
    await queueFor(tx, 'seats', cohort.id);
    const taken = await tx.countBy(Participant, { cohortId: cohort.id, status: 'active' });
    if (taken >= cohort.seatsTotal) throw new NoSeatLeft(cohort.seatsTotal);
  }
}
