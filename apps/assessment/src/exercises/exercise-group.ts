import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ExerciseAnsweredV1, newEvent, type NewEvent } from '@app/contracts';
import {
  ExerciseAlreadyAnswered,
  LeaderAlreadyElected,
  LeaderNotElected,
  LeaderNotOfTheGroup,
  NotInTheGroup,
  OnlyTheLeaderAnswers,
} from './exercise.errors.js';
import { Exercise } from './exercise.js';

/** Somebody in a group. */
export interface GroupMember {
  participantId: string;
  personId: string;
}

/**
 * A group of one exercise. Its people never change; they elect one of them, once, who then answers for all, once.
 */
@Entity('exercise_groups')
@Unique('exercise_groups_number', ['exerciseId', 'number'])
@Index('exercise_groups_cohort', ['cohortId'])
@Index('exercise_groups_members', { synchronize: false })
@Check('exercise_groups_leader', '(leader_id IS NULL) = (elected_at IS NULL)')
@Check(
  'exercise_groups_answer',
  '(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL OR leader_id IS NOT NULL)',
)
export class ExerciseGroup {
  @PrimaryColumn('uuid') id: string;
  @ForeignKey(() => Exercise, { name: 'exercise_groups_exercise' })
  @Column('uuid')
  exerciseId: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') sessionId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('int') number: number;
  @Column('text') name: string;
  @Column('jsonb') members: GroupMember[];
  /** The persons of the members again: what row-level security asks for. */
  @Column('uuid', { array: true }) memberIds: string[];
  /** The elected leader's participant id. */
  @Column('uuid', { nullable: true }) leaderId: string | null;
  @Column('timestamptz', { nullable: true }) electedAt: Date | null;
  @Column('text', { nullable: true }) answer: string | null;
  @Column('timestamptz', { nullable: true }) answeredAt: Date | null;
  @Column('int') version: number;

  /** Forms a group of an exercise. */
  static form(id: string, exercise: Exercise, number: number, name: string, members: GroupMember[]): ExerciseGroup {
    const { cohortId, sessionId, programId, organizerId } = exercise;
    return Object.assign(new ExerciseGroup(), {
      ...{ id, exerciseId: exercise.id, cohortId, sessionId, programId, organizerId, number, name, members },
      memberIds: members.map(({ personId }) => personId),
      ...{ leaderId: null, electedAt: null, answer: null, answeredAt: null, version: 1 },
    });
  }

  /** Records whom the group elected. Any of its people says so, the first time. */
  elect(participantId: string, personId: string, now: Date): void {
    if (!this.memberIds.includes(personId)) throw new NotInTheGroup(this.id);
    if (this.leaderId) throw new LeaderAlreadyElected(this.id);
    if (!this.members.some((member) => member.participantId === participantId)) throw new LeaderNotOfTheGroup();
    this.leaderId = participantId;
    this.electedAt = now;
    this.version += 1;
  }

  /** Records what the group presents. The fact carries no text. */
  present(answer: string, personId: string, now: Date): NewEvent<typeof ExerciseAnsweredV1> {
    if (!this.leaderId) throw new LeaderNotElected(this.id);
    const leader = this.members.find(({ participantId }) => participantId === this.leaderId);
    if (leader?.personId !== personId) throw new OnlyTheLeaderAnswers();
    if (this.answeredAt) throw new ExerciseAlreadyAnswered(this.id);
    this.answer = answer;
    this.answeredAt = now;
    this.version += 1;
    return newEvent(
      ExerciseAnsweredV1,
      { id: this.exerciseId, organizationId: this.organizerId },
      {
        cohortId: this.cohortId,
        sessionId: this.sessionId,
        groupId: this.id,
        leaderId: this.leaderId,
        answeredAt: now.toISOString(),
      },
    );
  }
}
