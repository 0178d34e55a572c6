import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Localized } from '@app/contracts';

/** What is judged: a project by a panel, an institution's strategy by a commission. */
export type WorkKind = 'project' | 'strategy';

/** What the participants of a cohort are asked to hand in, and until when. */
@Entity('tasks')
@Index('tasks_cohort', ['cohortId', 'id'])
@Check('tasks_kind', `kind IN ('project', 'strategy')`)
export class Task {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('text') kind: WorkKind;
  @Column('jsonb') title: Localized;
  @Column('timestamptz') dueAt: Date;
  @Column('boolean') lateAllowed: boolean;
  @Column('int') version: number;
}
