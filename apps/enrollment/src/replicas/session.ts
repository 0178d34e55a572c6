import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CourseSession } from '../completion/completion-rule.js';

/** A session of a cohort as far as attendance and completion ask for it (replica of `programs.session`). */
@Entity('sessions')
@Index('sessions_cohort', ['cohortId'])
export class CohortSession {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  cohortId: string;

  @Column('uuid', { nullable: true })
  moduleId: string | null;

  @Column('int')
  number: number;

  @Column('timestamptz')
  startsAt: Date;

  /** Null of sessions that became known before their end was kept. */
  @Column('timestamptz', { nullable: true })
  endsAt: Date | null;

  /** Attendance of it counts toward completion. */
  @Column('boolean')
  counted: boolean;

  @Column('text')
  status: CourseSession['status'];
}
