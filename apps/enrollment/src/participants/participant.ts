import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { newEvent, ParticipantEnrolledV1, ParticipantWithdrawnV1, type NewEvent } from '@app/contracts';
import { Nomination } from '../nominations/nomination.js';
import type { AppointmentSnapshot } from '../replicas/appointment.js';
import { ParticipantAlreadyWithdrawn } from './participant.errors.js';

/** A person who holds, or held, a seat in a cohort: an admitted nominee. */
@Entity('participants')
@Check('participants_status', `status IN ('active', 'withdrawn')`)
@Index('participants_one_per_person', ['cohortId', 'personId'], { unique: true })
@Index('participants_cohort', ['cohortId', 'id'])
@Index('participants_organization', ['organizationId', 'cohortId', 'id'])
@Index('participants_person', ['personId', 'id'])
export class Participant {
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

  /** The nominating organization. */
  @Column('uuid')
  organizationId: string;

  @Column('uuid')
  personId: string;

  @Index('participants_nomination', { unique: true })
  @ForeignKey(() => Nomination, { name: 'participants_nomination_id' })
  @Column('uuid')
  nominationId: string;

  @Column('text')
  category: string;

  /** The office held when nominated. */
  @Column('jsonb', { nullable: true })
  appointment: AppointmentSnapshot | null;

  /** Admitted although outside of the target group. */
  @Column('boolean')
  waived: boolean;

  @Column('text')
  status: 'active' | 'withdrawn';

  @Column('timestamptz')
  enrolledAt: Date;

  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;

  @Column('text', { nullable: true })
  withdrawalReason: string | null;

  /** The seat of an admitted nominee. */
  static enrolled(
    id: string,
    nomination: Nomination,
    now: Date,
  ): { participant: Participant; fact: NewEvent<typeof ParticipantEnrolledV1> } {
    const { cohortId, programId, organizerId, organizationId, personId, category, appointment } = nomination;
    const participant = Object.assign(new Participant(), {
      ...{ id, version: 1, cohortId, programId, organizerId, organizationId, personId, category, appointment },
      nominationId: nomination.id,
      waived: nomination.waiverReason !== null,
      status: 'active' as const,
      enrolledAt: now,
      ...{ withdrawnAt: null, withdrawalReason: null },
    });
    const fact = newEvent(ParticipantEnrolledV1, participant, {
      ...{ cohortId, personId, category },
      nominationId: nomination.id,
      homeOrganizationId: organizationId,
      waived: participant.waived,
      enrolledAt: now.toISOString(),
    });
    return { participant, fact };
  }

  /** Leaves the cohort and frees the seat. What was attended stays on record. */
  withdraw(reason: string, now: Date): NewEvent<typeof ParticipantWithdrawnV1> {
    if (this.status === 'withdrawn') throw new ParticipantAlreadyWithdrawn();
    Object.assign(this, { status: 'withdrawn', withdrawnAt: now, withdrawalReason: reason, version: this.version + 1 });
    const { cohortId, personId } = this;
    return newEvent(ParticipantWithdrawnV1, this, { cohortId, personId, reason, withdrawnAt: now.toISOString() });
  }

  /** The columns that a withdrawal changes. */
  changes() {
    const { version, status, withdrawnAt, withdrawalReason } = this;
    return { version, status, withdrawnAt, withdrawalReason };
  }
}
