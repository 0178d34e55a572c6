import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Localized } from '@app/contracts';
import type { CohortPlace } from '../replicas/cohort-replica.js';

/** What the groups of an exercise are asked to do. */
export interface ExerciseText {
  title: Localized;
  tasks: Localized[];
}

/** Tasks that groups of one session solve, each under the leader it elects. */
@Entity('exercises')
@Index('exercises_cohort', ['cohortId', 'id'])
export class Exercise {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('uuid') sessionId: string;
  @Column('jsonb') title: Localized;
  @Column('jsonb') tasks: Localized[];
  @Column('timestamptz') setAt: Date;
  @Column('int') version: number;

  /** Sets an exercise for a session. */
  static set(id: string, place: CohortPlace, sessionId: string, { title, tasks }: ExerciseText, now: Date): Exercise {
    return Object.assign(new Exercise(), place, { id, sessionId, title, tasks, setAt: now, version: 1 });
  }
}
