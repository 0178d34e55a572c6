import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Cohort } from '../cohorts/cohort.js';
import { ContributorUnclear } from './ceremony.errors.js';

export const contributionRoles = ['partner', 'mentor', 'volunteer'] as const;

/** What somebody gave to a cohort: the organizer thanks for it at the ceremony. */
@Entity('contributions')
@Unique('contributions_once', ['cohortId', 'role', 'contributorId'])
@Check('contributions_role', `role IN ('partner', 'mentor', 'volunteer')`)
@Check('contributions_kind', `contributor_kind IN ('person', 'organization')`)
export class Contribution {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => Cohort, { name: 'contributions_cohort' })
  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('text')
  role: (typeof contributionRoles)[number];

  @Column('text')
  contributorKind: 'person' | 'organization';

  @Column('uuid')
  contributorId: string;

  static record(
    id: string,
    cohort: Cohort,
    { role, personId, organizationId }: { role: Contribution['role']; personId?: string; organizationId?: string },
  ): Contribution {
    const contributorId = personId ?? organizationId;
    if (!contributorId || (personId && organizationId)) throw new ContributorUnclear();
    const { id: cohortId, programId, organizerId } = cohort;
    const contributorKind = personId ? 'person' : 'organization';
    const contribution = Object.assign(new Contribution(), { id, cohortId, programId, organizerId });
    return Object.assign(contribution, { role, contributorKind, contributorId });
  }
}
