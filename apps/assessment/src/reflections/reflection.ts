import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { newEvent, ReflectionAnsweredV1, type Localized, type NewEvent } from '@app/contracts';
import type { CohortPlace } from '../replicas/cohort-replica.js';
import { NoExerciseGroup } from './reflection.errors.js';
import { ReflectionAnswer, type Visibility } from './reflection-answer.js';

/** Who answers: the seat in the cohort, and the exercise group of that session, where there is one. */
export interface Reflecting {
  participantId: string;
  personId: string;
  groupId: string | null;
}

/** A prompt to think about, for a session or for the whole cohort. Each participant answers for himself. */
@Entity('reflections')
@Index('reflections_cohort', ['cohortId', 'id'])
export class Reflection {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('uuid', { nullable: true }) sessionId: string | null;
  @Column('jsonb') prompt: Localized;
  @Column('timestamptz') askedAt: Date;
  /** How many have answered: counted without reading what nobody may read. */
  @Column('int') answers: number;
  @Column('int') version: number;

  /** Asks the participants of a cohort. */
  static ask(id: string, place: CohortPlace, sessionId: string | null, prompt: Localized, now: Date): Reflection {
    const fields = { id, sessionId, prompt, askedAt: now, answers: 0, version: 1 };
    return Object.assign(new Reflection(), place, fields);
  }

  /** Takes an answer. The fact carries neither the text nor who wrote it. */
  answer(
    id: string,
    { participantId, personId, groupId }: Reflecting,
    { text, visibility }: { text: string; visibility: Visibility },
    now: Date,
  ): { answer: ReflectionAnswer; reflectionAnswered: NewEvent<typeof ReflectionAnsweredV1> } {
    if (visibility === 'group' && !groupId) throw new NoExerciseGroup();
    const { cohortId, programId, organizerId } = this;
    const answer = Object.assign(new ReflectionAnswer(), {
      ...{ id, reflectionId: this.id, cohortId, programId, organizerId, participantId, personId, visibility, text },
      groupId: visibility === 'group' ? groupId : null,
      answeredAt: now,
    });
    this.answers += 1;
    this.version += 1;
    const reflectionAnswered = newEvent(
      ReflectionAnsweredV1,
      { id: this.id, organizationId: organizerId },
      { cohortId, visibility, answeredAt: now.toISOString() },
    );
    return { answer, reflectionAnswered };
  }
}
