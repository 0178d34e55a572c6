import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { InstitutionEnrolledV1, InstitutionWithdrawnV1, newEvent, type NewEvent } from '@app/contracts';
import type { Cohort } from '../replicas/cohort.js';
import { CohortOfPeople, InstitutionAlreadyWithdrawn } from './institution.errors.js';

/** An institution takes part in a cohort as a whole and completes it with its people. */
@Entity('institution_enrollments')
@Check('institution_enrollments_status', `status IN ('active', 'withdrawn')`)
@Index('institution_enrollments_one_per_institution', ['cohortId', 'organizationId'], { unique: true })
@Index('institution_enrollments_organization', ['organizationId', 'id'])
export class InstitutionEnrollment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('int')
  version: number;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  /** The institution. */
  @Column('uuid')
  organizationId: string;

  @Column('text')
  status: 'active' | 'withdrawn';

  @Column('timestamptz')
  enrolledAt: Date;

  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  @Column('text', { nullable: true })
  withdrawalReason: string | null;

  /** An institution joins a cohort in which institutions complete. */
  static enrolled(
    id: string,
    institutionId: string,
    cohort: Cohort,
    now: Date,
  ): { enrollment: InstitutionEnrollment; fact: NewEvent<typeof InstitutionEnrolledV1> } {
    if (cohort.subjectKind !== 'institution') throw new CohortOfPeople();
    const { programId, organizerId } = cohort;
    const enrollment = Object.assign(new InstitutionEnrollment(), {
      ...{ id, version: 1, cohortId: cohort.id, programId, organizerId, organizationId: institutionId },
      ...{ status: 'active' as const, enrolledAt: now, withdrawnAt: null, withdrawalReason: null },
    });
    const enrolledAt = now.toISOString();
    return {
      enrollment,
      fact: newEvent(InstitutionEnrolledV1, enrollment, { cohortId: cohort.id, institutionId, enrolledAt }),
    };
  }

  /** Leaves the cohort as an institution; its people stay on record with what they attended. */
  withdraw(reason: string, now: Date): NewEvent<typeof InstitutionWithdrawnV1> {
    if (this.status === 'withdrawn') throw new InstitutionAlreadyWithdrawn();
    Object.assign(this, { status: 'withdrawn', withdrawnAt: now, withdrawalReason: reason, version: this.version + 1 });
    const { cohortId, organizationId: institutionId } = this;
    return newEvent(InstitutionWithdrawnV1, this, { cohortId, institutionId, reason, withdrawnAt: now.toISOString() });
  }

  /** The columns that a withdrawal changes. */
  changes() {
    const { version, status, withdrawnAt, withdrawalReason } = this;
    return { version, status, withdrawnAt, withdrawalReason };
  }
}
