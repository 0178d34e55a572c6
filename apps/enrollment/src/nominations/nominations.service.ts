import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { ReplicaBehind } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, Clock, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { queueFor } from '../database/locks.js';
import { whenTaken } from '../database/unique-index.js';
import { requireTakingPart } from '../institutions/taking-part.queries.js';
import { Appointment, type AppointmentSnapshot } from '../replicas/appointment.js';
import { Cohort } from '../replicas/cohort.js';
import { Organization } from '../replicas/organization.js';
import { Person } from '../replicas/person.js';
import {
  NominationNotFound,
  OrganizationNotActive,
  PersonAlreadyNominated,
  PersonNotActive,
} from './nomination.errors.js';
import { Nomination, requireQuota } from './nomination.js';
import { NominationView, type ReviseNominationDto, type SubmitNominationDto } from './nominations.dto.js';

/** Live nominations take a seat of the organization's quota until the nominee has left the cohort. */
const LIVE = `
  SELECT count(*)::int AS live FROM nominations nomination
  LEFT JOIN participants participant ON participant.nomination_id = nomination.id
  WHERE nomination.cohort_id = $1 AND nomination.organization_id = $2
    AND nomination.status NOT IN ('declined', 'withdrawn') AND participant.status IS DISTINCT FROM 'withdrawn'`;

/** What coordinators do with nominations. */
@Injectable()
export class NominationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly access: Access,
  ) {}

  /** Nominates a person for a cohort. Publishes `enrollment.nomination.submitted.v1`. */
  async submit(actor: Actor, request: SubmitNominationDto): Promise<NominationView> {
    const { cohortId, personId, organizationId, category, motivation, categoryNote } = request;
    return this.work.run(actor, async (tx) => {
      this.access.require(actor, 'coordinator', { organizationId });
      await this.requireActive(tx, personId, organizationId);
      const cohort = await tx.findOneBy(Cohort, { id: cohortId });
      if (!cohort) throw new ReplicaBehind('programs.cohort', cohortId);
      await requireTakingPart(tx, cohort, organizationId);
      const appointment = await this.currentAppointment(tx, personId, organizationId, category);

      const { nomination, fact } = Nomination.submitted(
        {
          ...{ id: uuid(), personId, organizationId, category, appointment },
          ...{ motivation: motivation ?? null, categoryNote: categoryNote ?? null },
        },
        cohort,
        this.clock.now(),
      );
      await this.requireRoom(tx, cohort, organizationId);

      // The other organization's nomination may be invisible here: only the index sees it.
      await tx
        .insert(Nomination, nomination)
        .catch(whenTaken('nominations_one_live_per_person', () => new PersonAlreadyNominated()));
      await this.outbox.add(tx, fact);
      return NominationView.of(nomination);
    });
  }

  /** Takes a nomination back before it is decided. Publishes `enrollment.nomination.withdrawn.v1`. */
  async withdraw(actor: Actor, id: string): Promise<NominationView> {
    return this.work.run(actor, async (tx) => {
      const nomination = await this.load(tx, actor, id);

      const withdrawn = nomination.withdraw(this.clock.now());

      await tx.update(Nomination, id, nomination.changes());
      await this.outbox.add(tx, withdrawn);
      return NominationView.of(nomination);
    });
  }

  /** Corrects a nomination that is not decided; it is reviewed anew. */
  async revise(actor: Actor, id: string, version: number, request: ReviseNominationDto): Promise<NominationView> {
    const { category, motivation = null, categoryNote = null } = request;
    return this.work.run(actor, async (tx) => {
      const nomination = await this.load(tx, actor, id);
      matchVersion(nomination.version, version);

      nomination.revise({ category, motivation, categoryNote });

      await tx.update(Nomination, id, { ...nomination.changes(), category, motivation, categoryNote });
      return NominationView.of(nomination);
    });
  }

  private async load(tx: EntityManager, actor: Actor, id: string): Promise<Nomination> {
    const nomination = await tx.findOne(Nomination, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!nomination) throw new NominationNotFound(id);
    this.access.require(actor, 'coordinator', { organizationId: nomination.organizationId });
    return nomination;
  }

  private async requireActive(tx: EntityManager, personId: string, organizationId: string): Promise<void> {
    const organization = await tx.findOneBy(Organization, { id: organizationId });
    if (!organization) throw new ReplicaBehind('directory.organization', organizationId);
    if (!organization.active) throw new OrganizationNotActive();
    const person = await tx.findOneBy(Person, { id: personId });
    if (!person) throw new ReplicaBehind('directory.person', personId);
    if (!person.active) throw new PersonNotActive();
  }

  private async requireRoom(tx: EntityManager, cohort: Cohort, organizationId: string): Promise<void> {
    if (cohort.seatsPerOrganization === null) return;
    // Two colleagues nominating at once would both find the last seat free.
    await queueFor(tx, 'quota', cohort.id, organizationId);
    const [{ live }] = (await tx.query(LIVE, [cohort.id, organizationId])) as [{ live: number }];
    requireQuota(cohort, live);
  }

  /** The office at the nominating organization today: that of the named category, if there are several. */
  private async currentAppointment(
    tx: EntityManager,
    personId: string,
    organizationId: string,
    category: string,
  ): Promise<AppointmentSnapshot | null> {
    const today = this.clock.today();
    const held = { personId, organizationId, heldFrom: LessThanOrEqual(today) };
    const current = await tx.find(Appointment, {
      where: [
        { ...held, heldUntil: IsNull() },
        { ...held, heldUntil: MoreThanOrEqual(today) },
      ],
      order: { heldFrom: 'DESC', id: 'DESC' },
    });
    return (current.find((office) => office.category === category) ?? current[0])?.snapshot() ?? null;
  }
}
