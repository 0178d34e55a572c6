import { newEvent, SessionHeldV1, type Localized, type NewEvent } from '@app/contracts';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { EndsBeforeItBegins } from '../cohorts/cohort.errors.js';
import { Cohort, type ScheduledDays } from '../cohorts/cohort.js';
import type { VenueDto } from '../formats/venue.dto.js';
import { CohortModule } from '../modules/module.js';
import { SessionSeries } from '../series/session-series.js';
import { SessionNotBegun, SessionNotScheduled, SessionOutsideDays, SpeakerUnclear } from './session.errors.js';

export const sessionStatuses = ['scheduled', 'held', 'cancelled'] as const;
export const sessionModes = ['onsite', 'online', 'hybrid'] as const;
export const speakerKinds = [
  'national-expert',
  'international-expert',
  'ministry-representative',
  'member-of-parliament',
  'facilitator',
  'guest-of-honour',
] as const;

/** When and how people meet. */
export interface SessionTimes {
  startsAt: string;
  endsAt: string;
  mode: (typeof sessionModes)[number];
}

/** What is said about a session. */
export interface SessionPlan extends SessionTimes {
  number: number;
  title: Localized;
  format: string;
  timeZone: string;
  venue: VenueDto | null;
  counted: boolean;
  /** With the affiliation of that day: people change offices. */
  speakers: { personId?: string; name?: string; kind: (typeof speakerKinds)[number]; affiliation?: string }[];
  agenda: { order: number; title: Localized; minutes?: number }[];
  materials: { title: Localized; points?: Localized[]; fileId?: string }[];
}

/** Which occurrence of which series a session is. */
export interface SessionOrigin {
  seriesId: string;
  occurrence: number;
}

/** Who speaks, in which order, and what people get to read. */
export type SessionContent = Pick<SessionPlan, 'speakers' | 'agenda' | 'materials'>;

function requireClearSpeakers(speakers: SessionPlan['speakers']): void {
  speakers.forEach(({ personId, name }, index) => {
    if (Boolean(personId) === Boolean(name)) throw new SpeakerUnclear(index);
  });
}

/** A meeting with a beginning and an end. */
@Entity('sessions')
@Unique('sessions_number', ['cohortId', 'number'])
@Unique('sessions_occurrence', ['seriesId', 'occurrence'])
@Check('sessions_of_series', '(series_id IS NULL) = (occurrence IS NULL)')
@Check('sessions_status', `status IN ('scheduled', 'held', 'cancelled')`)
@Check('sessions_mode', `mode IN ('onsite', 'online', 'hybrid')`)
@Check('sessions_times', 'ends_at > starts_at')
@Check('sessions_cancellation', `(status = 'cancelled') = (cancellation_reason IS NOT NULL)`)
export class Session {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => Cohort, { name: 'sessions_cohort' })
  @Column('uuid')
  cohortId: string;

  @ForeignKey(() => CohortModule, { name: 'sessions_module' })
  @Column('uuid', { nullable: true })
  moduleId: string | null;

  @Column('uuid')
  programId: string;

  @Column('uuid')
  organizerId: string;

  @Column('text')
  status: (typeof sessionStatuses)[number];

  @Column('integer')
  number: number;

  @Column('jsonb')
  title: Localized;

  @Column('text')
  format: string;

  @Column('text')
  mode: SessionPlan['mode'];

  @Column('timestamptz')
  startsAt: Date;

  @Column('timestamptz')
  endsAt: Date;

  @Column('text')
  timeZone: string;

  @Column('jsonb', { nullable: true })
  venue: VenueDto | null;

  @Column('boolean')
  counted: boolean;

  @Column('jsonb')
  speakers: SessionPlan['speakers'];

  @Column('jsonb')
  agenda: SessionPlan['agenda'];

  @Column('jsonb')
  materials: SessionPlan['materials'];

  @Column('text', { nullable: true })
  cancellationReason: string | null;

  @ForeignKey(() => SessionSeries, { name: 'sessions_series' })
  @Column('uuid', { nullable: true })
  seriesId: string | null;

  @Column('integer', { nullable: true })
  occurrence: number | null;

  static schedule(
    id: string,
    cohort: Cohort,
    module: CohortModule | null,
    plan: SessionPlan,
    origin: SessionOrigin | null = null,
  ): Session {
    cohort.requireNotConcluded('schedule');
    requireClearSpeakers(plan.speakers);
    const { id: cohortId, programId, organizerId } = cohort;
    const session = Object.assign(new Session(), plan, { id, version: 1, cohortId, programId, organizerId });
    session.moduleId = module?.id ?? null;
    session.seriesId = origin?.seriesId ?? null;
    session.occurrence = origin?.occurrence ?? null;
    session.status = 'scheduled';
    session.cancellationReason = null;
    session.setTimes(cohort, module, plan);
    return session;
  }

  /** Says who speaks and what about: an occurrence of a series has nobody yet. */
  fill(content: SessionContent): void {
    this.requireScheduled();
    requireClearSpeakers(content.speakers);
    Object.assign(this, content);
    this.version += 1;
  }

  /** Moves the session, or switches its mode in an emergency. */
  reschedule(cohort: Cohort, module: CohortModule | null, times: SessionTimes): void {
    this.requireScheduled();
    this.setTimes(cohort, module, times);
    this.version += 1;
  }

  /** Records that it took place: while its cohort runs, and not before it begins. */
  hold(cohort: Cohort, now: Date): NewEvent<typeof SessionHeldV1> {
    this.requireScheduled();
    cohort.requireRunning('hold');
    if (now < this.startsAt) throw new SessionNotBegun(this.startsAt.toISOString());
    this.status = 'held';
    this.version += 1;
    const { id, organizerId: organizationId, cohortId, moduleId, mode } = this;
    return newEvent(SessionHeldV1, { id, organizationId }, { cohortId, moduleId, mode, heldAt: now.toISOString() });
  }

  /** Cancels it, with the reason that people are told. */
  cancel(reason: string): void {
    this.requireScheduled();
    this.status = 'cancelled';
    this.cancellationReason = reason;
    this.version += 1;
  }

  /** The calendar days that it takes. */
  days(): ScheduledDays {
    return { startsOn: this.dayOf(this.startsAt), endsOn: this.dayOf(this.endsAt) };
  }

  private requireScheduled(): void {
    if (this.status !== 'scheduled') throw new SessionNotScheduled(this.status);
  }

  private setTimes(cohort: Cohort, module: CohortModule | null, { startsAt, endsAt, mode }: SessionTimes): void {
    const [starts, ends] = [new Date(startsAt), new Date(endsAt)];
    if (ends <= starts) throw new EndsBeforeItBegins('/endsAt');
    const { startsOn, endsOn } = module ?? cohort;
    if (this.dayOf(starts) < startsOn) throw new SessionOutsideDays('/startsAt');
    if (endsOn && this.dayOf(ends) > endsOn) throw new SessionOutsideDays('/endsAt');
    Object.assign(this, { startsAt: starts, endsAt: ends, mode });
  }

  /** The calendar day where people meet: Shanghai is a day ahead of Almaty in the evening. */
  private dayOf(instant: Date): string {
    return new Intl.DateTimeFormat('en-CA', { timeZone: this.timeZone }).format(instant);
  }
}
