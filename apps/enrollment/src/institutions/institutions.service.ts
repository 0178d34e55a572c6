import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { ReplicaBehind } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, page, UnitOfWork, type Actor } from '@app/service-kit';
import { Completion } from '../completion/completion.js';
import { afterId } from '../database/after-id.paging.js';
import { whenTaken } from '../database/unique-index.js';
import { OrganizationNotActive } from '../nominations/nomination.errors.js';
import { Nomination, undecidedStatuses } from '../nominations/nomination.js';
import { CohortAlreadyConcluded } from '../participants/participant.errors.js';
import { requireOpenCompletion, requireRightToLeave } from '../participants/leaving.access.js';
import { Participant } from '../participants/participant.js';
import { Cohort } from '../replicas/cohort.js';
import { Organization } from '../replicas/organization.js';
import { InstitutionEnrollment } from './institution-enrollment.js';
import { InstitutionAlreadyEnrolled, InstitutionEnrollmentNotFound } from './institution.errors.js';
import { InstitutionEnrollmentView, type InstitutionsPage, type InstitutionsQuery } from './institutions.dto.js';

/** Which institutions take part in a cohort as a whole. */
@Injectable()
export class InstitutionsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly access: Access,
  ) {}

  /** Enrolls an institution. Publishes `enrollment.institution.enrolled.v1`. */
  async enroll(actor: Actor, cohortId: string, institutionId: string): Promise<InstitutionEnrollmentView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await tx.findOneBy(Cohort, { id: cohortId });
      if (!cohort) throw new ReplicaBehind('programs.cohort', cohortId);
      const { organizerId: organizationId, programId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      if (cohort.status === 'concluded') throw new CohortAlreadyConcluded();
      const institution = await tx.findOneBy(Organization, { id: institutionId });
      if (!institution) throw new ReplicaBehind('directory.organization', institutionId);
      if (!institution.active) throw new OrganizationNotActive();

      const { enrollment, fact } = InstitutionEnrollment.enrolled(uuid(), institutionId, cohort, this.clock.now());

      await tx
        .insert(InstitutionEnrollment, enrollment)
        .catch(whenTaken('institution_enrollments_one_per_institution', () => new InstitutionAlreadyEnrolled()));
      const subject = { kind: 'institution' as const, id: institutionId, organizationId: institutionId };
      await tx.insert(Completion, Completion.opened(uuid(), subject, cohort));
      await this.outbox.add(tx, fact);
      return InstitutionEnrollmentView.of(enrollment);
    });
  }

  /**
   * Lets an institution leave with all of its people and takes back whom it has nominated. Publishes
   * `enrollment.institution.withdrawn.v1`, for each of the people `enrollment.participant.withdrawn.v1` and for each
   * nomination that was not decided `enrollment.nomination.withdrawn.v1`.
   */
  async withdraw(actor: Actor, id: string, reason: string): Promise<InstitutionEnrollmentView> {
    return this.work.run(actor, async (tx) => {
      const lock = { mode: 'pessimistic_write' } as const;
      const enrollment = await tx.findOne(InstitutionEnrollment, { where: { id }, lock });
      if (!enrollment) throw new InstitutionEnrollmentNotFound(id);
      requireRightToLeave(this.access, actor, enrollment);
      const { cohortId, organizationId } = enrollment;
      await requireOpenCompletion(tx, cohortId, [organizationId]);
      const { people, nominations } = await peopleOf(tx, cohortId, organizationId);
      const now = this.clock.now();

      const facts = [
        enrollment.withdraw(reason, now),
        ...people.map((person) => person.withdraw(reason, now)),
        ...nominations.map((nomination) => nomination.withdraw(now)),
      ];

      await tx.update(InstitutionEnrollment, id, enrollment.changes());
      for (const person of people) await tx.update(Participant, person.id, person.changes());
      for (const nomination of nominations) await tx.update(Nomination, nomination.id, nomination.changes());
      await this.outbox.add(tx, ...facts);
      return InstitutionEnrollmentView.of(enrollment);
    });
  }

  /** The institutions of a cohort as far as the caller may see them. */
  async list(actor: Actor, cohortId: string, query: InstitutionsQuery): Promise<InstitutionsPage> {
    const { institutionId, limit, cursor } = query;
    const after = afterId(cursor);
    const where: FindOptionsWhere<InstitutionEnrollment> = {
      cohortId,
      ...(institutionId && { organizationId: institutionId }),
      ...(after && { id: MoreThan(after) }),
    };
    return this.work.read(actor, async (tx) => {
      const rows = await tx.find(InstitutionEnrollment, { where, order: { id: 'ASC' }, take: limit + 1 });
      const { data, page: position } = page(rows, limit, ({ id }) => [id]);
      return { data: data.map(InstitutionEnrollmentView.of), page: position };
    });
  }
}

/** Who takes part for the institution, and who is nominated to. Each row is locked: none of them is decided meanwhile. */
async function peopleOf(tx: EntityManager, cohortId: string, organizationId: string) {
  const of = { cohortId, organizationId };
  const inOrder = { lock: { mode: 'pessimistic_write' }, order: { id: 'ASC' } } as const;
  const people = await tx.find(Participant, { where: { ...of, status: 'active' }, ...inOrder });
  const nominations = await tx.find(Nomination, { where: { ...of, status: In(undecidedStatuses) }, ...inOrder });
  return { people, nominations };
}
