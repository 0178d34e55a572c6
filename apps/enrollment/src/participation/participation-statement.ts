import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { newEvent, ParticipationStatedV1, type NewEvent } from '@app/contracts';
import { Participant } from '../participants/participant.js';

/** What a participant has attended so far, whoever they are to the cohort now. */
export interface Attended {
  participantId: string;
  personId: string;
  /** The nominating organization. */
  organizationId: string;
  attendedSessions: number;
  countedSessions: number;
  /** Null where the end of an attended session is not known. */
  minutes: number | null;
}

/** What a participant had attended on a day. Never changed: what comes later is the next day's statement. */
@Entity('participation_statements')
@Check('participation_statements_sessions', 'attended_sessions BETWEEN 1 AND counted_sessions')
@Index('participation_statements_one_a_day', ['participantId', 'statedOn'], { unique: true })
@Index('participation_statements_cohort', ['cohortId', 'id'])
export class ParticipationStatement {
  @PrimaryColumn('uuid')
  id: string;

  @ForeignKey(() => Participant, { name: 'participation_statements_participant_id' })
  @Column('uuid')
  participantId: string;

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

  @Column('int')
  attendedSessions: number;

  @Column('int')
  countedSessions: number;

  @Column('int', { nullable: true })
  minutes: number | null;

  /** Calendar day in Kazakhstan. */
  @Column('date')
  statedOn: string;

  @Column('timestamptz')
  statedAt: Date;

  /** States it. The fact is about the participant: its sequence counts the participant's statements. */
  static of(
    id: string,
    cohort: { id: string; programId: string; organizerId: string },
    attended: Attended,
    day: string,
    now: Date,
  ): { statement: ParticipationStatement; fact: NewEvent<typeof ParticipationStatedV1> } {
    const { programId, organizerId } = cohort;
    const statement = Object.assign(new ParticipationStatement(), {
      ...{ id, cohortId: cohort.id, programId, organizerId, statedOn: day, statedAt: now },
      ...attended,
    });
    const { participantId, personId, organizationId, attendedSessions, countedSessions, minutes } = attended;
    const fact = newEvent(
      ParticipationStatedV1,
      { id: participantId, organizationId },
      {
        ...{ cohortId: cohort.id, participantId, personId, homeOrganizationId: organizationId },
        ...{ attendedSessions, countedSessions, ...(minutes !== null && { minutes }) },
        statedAt: now.toISOString(),
      },
    );
    return { statement, fact };
  }
}
