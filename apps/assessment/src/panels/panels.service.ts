import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Outbox } from '@app/messaging';
import { Access, Clock, UnitOfWork, type Actor } from '@app/service-kit';
import { isHeldOn } from '../conflicts/conflict-rule.js';
import { AppointmentReplica } from '../replicas/appointment-replica.js';
import type { CohortReplica } from '../replicas/cohort-replica.js';
import { requireCohort } from '../replicas/cohorts.js';
import { RubricNotFound } from '../rubrics/rubric.errors.js';
import { Rubric } from '../rubrics/rubric.js';
import { MemberNotFromPartner, PanelCompositionInvalid, RubricOfAnotherCohort } from './panel.errors.js';
import { Panel, type Seat } from './panel.js';
import type { PanelDto, SeatDto } from './panels.dto.js';
import { panelView } from './panels.queries.js';
import type { PanelView } from './panels.views.js';

/** Appointing the people who judge. */
@Injectable()
export class PanelsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly access: Access,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Appoints a panel or commission. Publishes `assessment.panel.appointed.v1`. */
  async appoint(actor: Actor, cohortId: string, plan: PanelDto): Promise<PanelView> {
    return this.work.run(actor, async (tx) => {
      const cohort = await requireCohort(tx, cohortId);
      const { programId, organizerId: organizationId } = cohort;
      this.access.require(actor, 'program-organizer', { organizationId, programId });
      // Who may judge strategies is a matter of the order: a commission has people of many bodies.
      if (plan.kind === 'panel') requirePartners(cohort, plan.members);
      refuseOwnDisclosure(actor, plan.members);
      const rubric = await tx.findOneBy(Rubric, { id: plan.rubricId });
      if (!rubric) throw new RubricNotFound(plan.rubricId);
      if (rubric.cohortId !== cohortId) throw new RubricOfAnotherCohort(plan.rubricId);
      const members = await this.withOffices(tx, plan.members);
      const { kind, title, quorum, rubricId, appointmentOrder = null } = plan;

      const { panel, panelAppointed } = Panel.appoint(
        uuid(),
        cohort.place(),
        { kind, title, members, quorum, rubricId, appointmentOrder },
        this.clock.now(),
      );

      await tx.insert(Panel, panel);
      await this.outbox.add(tx, panelAppointed);
      return panelView(tx, actor, panel);
    });
  }

  /** Keeps the office that each member holds today in the organization of the seat. */
  private async withOffices(tx: EntityManager, members: readonly SeatDto[]): Promise<Seat[]> {
    const today = this.clock.today();
    const offices = await tx.findBy(AppointmentReplica, {
      personId: In(members.map(({ personId }) => personId)),
      from: LessThanOrEqual(today),
    });
    return members.map(({ personId, organizationId, role, disclosed }) => {
      const held = offices.find(
        (office) => office.personId === personId && office.organizationId === organizationId && isHeldOn(today, office),
      );
      return { personId, organizationId, role, office: held?.title ?? null, ...(disclosed && { disclosed }) };
    });
  }
}

/** Nobody lets oneself judge with an interest: another organizer does. */
function refuseOwnDisclosure(actor: Actor, members: readonly SeatDto[]): void {
  const own = members.findIndex(
    ({ personId, disclosed }) => disclosed && actor.kind === 'person' && personId === actor.personId,
  );
  if (own < 0) return;
  throw new PanelCompositionInvalid([{ pointer: `/members/${own}/disclosed`, code: 'disclosed-by-oneself' }]);
}

function requirePartners(cohort: CohortReplica, members: readonly SeatDto[]): void {
  const strangers = members.flatMap(({ organizationId }, index) =>
    cohort.suppliesMembers(organizationId)
      ? []
      : [{ pointer: `/members/${index}/organizationId`, code: 'member-not-from-partner' }],
  );
  if (strangers.length > 0) throw new MemberNotFromPartner(strangers);
}
