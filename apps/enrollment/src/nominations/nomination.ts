import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  newEvent,
  NominationDeclinedV1,
  NominationSubmittedV1,
  NominationWithdrawnV1,
  type NewEvent,
} from '@app/contracts';
import type { AppointmentSnapshot } from '../replicas/appointment.js';
import type { Cohort } from '../replicas/cohort.js';
import {
  NominationAlreadyDecided,
  NominationNotAwaitingReview,
  NominationOverQuota,
  NominationWindowClosed,
  NominationWindowNotOpen,
  WaiverNeeded,
} from './nomination.errors.js';

export const nominationStatuses = ['submitted', 'waitlisted', 'returned', 'admitted', 'declined', 'withdrawn'] as const;
export type NominationStatus = (typeof nominationStatuses)[number];

/** Statuses in which the organizer's decision is still to come. */
export const undecidedStatuses: readonly NominationStatus[] = ['submitted', 'waitlisted', 'returned'];

/** What a coordinator hands in. */
export interface NominationEntry {
  id: string;
  personId: string;
  organizationId: string;
  category: string;
  motivation: string | null;
  categoryNote: string | null;
  /** The nominee's office at the nominating organization on that day, as far as it is known. */
  appointment: AppointmentSnapshot | null;
}

/**
 * An organization proposes one of its people for a cohort; the organizer decides. It keeps the office that the nominee
 * held when nominated, whatever becomes of that office later.
 */
@Entity('nominations')
@Check('nominations_status', `status IN ('submitted', 'waitlisted', 'returned', 'admitted', 'declined', 'withdrawn')`)
@Index('nominations_one_live_per_person', ['cohortId', 'personId'], {
  unique: true,
  where: `status NOT IN ('declined', 'withdrawn')`,
})
@Index('nominations_cohort', ['cohortId', 'id'])
@Index('nominations_organization', ['organizationId', 'cohortId', 'id'])
@Index('nominations_person', ['personId', 'id'])
export class Nomination {
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

  @Column('uuid')
  organizationId: string;

  @Column('uuid')
  personId: string;

  /** Position category in which the person is nominated. */
  @Column('text')
  category: string;

  /** Why somebody of this category, in the coordinator's words. */
  @Column('text', { nullable: true })
  categoryNote: string | null;

  @Column('text', { nullable: true })
  motivation: string | null;

  @Column('jsonb', { nullable: true })
  appointment: AppointmentSnapshot | null;

  @Column('text')
  status: NominationStatus;

  @Column('timestamptz')
  submittedAt: Date;

  /** When it left the undecided states. */
  @Column('timestamptz', { nullable: true })
  decidedAt: Date | null;

  /** Why the organizer admitted somebody outside of the target group. */
  @Column('text', { nullable: true })
  waiverReason: string | null;

  @Column('text', { nullable: true })
  declineReason: string | null;

  /** What the coordinator is asked to correct, in the organizer's words. */
  @Column('text', { nullable: true })
  returnNote: string | null;

  /** A new nomination to a cohort that takes nominations now. Quota and uniqueness are the caller's to check. */
  static submitted(
    entry: NominationEntry,
    cohort: Cohort,
    now: Date,
  ): { nomination: Nomination; fact: NewEvent<typeof NominationSubmittedV1> } {
    requireOpenWindow(cohort, now);
    const nomination = Object.assign(new Nomination(), {
      ...entry,
      version: 1,
      cohortId: cohort.id,
      programId: cohort.programId,
      organizerId: cohort.organizerId,
      status: 'submitted' as const,
      submittedAt: now,
      ...{ decidedAt: null, waiverReason: null, declineReason: null, returnNote: null },
    });
    const { cohortId, personId, category } = nomination;
    const submittedAt = now.toISOString();
    return {
      nomination,
      fact: newEvent(NominationSubmittedV1, nomination, { cohortId, personId, category, submittedAt }),
    };
  }

  /** The organizer takes the nominee in. Somebody outside of the target group needs a waiver with a reason. */
  admit(cohort: Cohort, waiverReason: string | null, now: Date): void {
    this.requireUndecided();
    const waiverNeeded = !this.isInTargetGroup(cohort);
    if (waiverNeeded && !waiverReason) throw new WaiverNeeded(this.category);
    this.leaveUndecided('admitted', now);
    this.waiverReason = waiverNeeded ? waiverReason : null;
  }

  /** The organizer refuses the nominee. */
  decline(reason: string, now: Date): NewEvent<typeof NominationDeclinedV1> {
    this.requireUndecided();
    this.leaveUndecided('declined', now);
    this.declineReason = reason;
    const { cohortId, personId } = this;
    return newEvent(NominationDeclinedV1, this, { cohortId, personId, reason, declinedAt: now.toISOString() });
  }

  /** Good, but there is no seat now: it waits for one. */
  waitlist(): void {
    this.requireAwaitingReview();
    this.moveTo('waitlisted');
  }

  /** The organizer asks for a correction. */
  returnWith(note: string): void {
    if (this.status !== 'waitlisted') this.requireAwaitingReview();
    this.moveTo('returned');
    this.returnNote = note;
  }

  /** The coordinator corrects it, asked or not, before it is decided. It is reviewed anew. */
  revise(texts: Pick<NominationEntry, 'category' | 'motivation' | 'categoryNote'>): void {
    if (this.status !== 'returned') this.requireAwaitingReview();
    this.moveTo('submitted');
    Object.assign(this, texts, { returnNote: null });
  }

  /** The nominating organization takes it back before it is decided. */
  withdraw(now: Date): NewEvent<typeof NominationWithdrawnV1> {
    this.requireUndecided();
    this.leaveUndecided('withdrawn', now);
    const { cohortId, personId } = this;
    return newEvent(NominationWithdrawnV1, this, { cohortId, personId, withdrawnAt: now.toISOString() });
  }

  /** The columns that the organizer's acts change. */
  changes() {
    const { version, status, decidedAt, waiverReason, declineReason, returnNote } = this;
    return { version, status, decidedAt, waiverReason, declineReason, returnNote };
  }

  /** By the category it names and by the office known: neither alone opens a way around the waiver. */
  private isInTargetGroup(cohort: Cohort): boolean {
    return cohort.isMeantFor(this.category) && (!this.appointment || cohort.isMeantFor(this.appointment.category));
  }

  private requireUndecided(): void {
    if (!undecidedStatuses.includes(this.status)) throw new NominationAlreadyDecided(this.status);
  }

  private requireAwaitingReview(): void {
    this.requireUndecided();
    if (this.status !== 'submitted') throw new NominationNotAwaitingReview(this.status);
  }

  private leaveUndecided(status: NominationStatus, now: Date): void {
    this.moveTo(status);
    this.decidedAt = now;
  }

  private moveTo(status: NominationStatus): void {
    this.status = status;
    this.version += 1;
  }
}

/** A cohort without a window takes nominations for as long as it goes on. */
function requireOpenWindow({ status, nominations }: Cohort, now: Date): void {
  if (status === 'planned') throw new NominationWindowNotOpen();
  if (status === 'concluded') throw new NominationWindowClosed();
  if (nominations && now < new Date(nominations.opensAt)) throw new NominationWindowNotOpen();
  if (nominations && now >= new Date(nominations.closesAt)) throw new NominationWindowClosed();
}

/** Refuses one more live nomination where an organization has used up its seats. */
export function requireQuota(cohort: Cohort, liveNominations: number): void {
  const { seatsPerOrganization } = cohort;
  if (seatsPerOrganization !== null && liveNominations >= seatsPerOrganization) {
    throw new NominationOverQuota(seatsPerOrganization);
  }
}
