import { CeremonyHeldV1, newEvent, type Localized, type NewEvent } from '@app/contracts';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Cohort } from '../cohorts/cohort.js';
import type { VenueDto } from '../formats/venue.dto.js';
import { CeremonyAlreadyHeld, CeremonyNotBegun, PresenterUnclear } from './ceremony.errors.js';
import type { Contribution } from './contribution.js';

/** Who hands the certificates over: neither issuer nor signatory. */
export interface Presenter {
  personId?: string;
  name?: string;
  office: Localized;
}

/** What is said about a ceremony. */
export interface CeremonyPlan {
  title: Localized;
  startsAt: string;
  venue: VenueDto | null;
  presenters: Presenter[];
}

/** The closing ceremony of a cohort. */
@Entity('ceremonies')
@Index('ceremonies_by_cohort', ['cohortId'])
export class Ceremony {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => Cohort, { name: 'ceremonies_cohort' })
  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('jsonb')
  title: Localized;

  @Column('timestamptz')
  startsAt: Date;

  @Column('jsonb', { nullable: true })
  venue: VenueDto | null;

  @Column('jsonb')
  presenters: Presenter[];

  @Column('timestamptz', { nullable: true })
  heldAt: Date | null;

  static plan(id: string, cohort: Cohort, plan: CeremonyPlan): Ceremony {
    plan.presenters.forEach(({ personId, name }, index) => {
      if (Boolean(personId) === Boolean(name)) throw new PresenterUnclear(index);
    });
    const { id: cohortId, programId, organizerId } = cohort;
    const ceremony = Object.assign(new Ceremony(), plan, { id, version: 1, cohortId, programId, organizerId });
    return Object.assign(ceremony, { startsAt: new Date(plan.startsAt), heldAt: null });
  }

  /** Records that it took place, and whom the organizer thanks. */
  hold(contributions: Contribution[], now: Date): NewEvent<typeof CeremonyHeldV1> {
    if (this.heldAt) throw new CeremonyAlreadyHeld();
    if (now < this.startsAt) throw new CeremonyNotBegun(this.startsAt.toISOString());
    this.heldAt = now;
    this.version += 1;
    const honorees = contributions.map(({ id, contributorKind, contributorId, role }) => ({
      contributionId: id,
      holder: { kind: contributorKind, id: contributorId },
      role,
    }));
    const { id, organizerId: organizationId, cohortId } = this;
    return newEvent(CeremonyHeldV1, { id, organizationId }, { cohortId, heldAt: now.toISOString(), honorees });
  }
}
