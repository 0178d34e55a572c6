import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A module of a cohort as far as completion asks for it (replica of `programs.module`). */
@Entity('modules')
@Index('modules_cohort', ['cohortId'])
export class CohortModule {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  cohortId: string;

  @Column('int')
  number: number;

  @Column('text')
  kind: string;
}
