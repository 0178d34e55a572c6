import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who takes part in a cohort (kept from the facts of `enrollment.participant`). */
@Entity('participants')
@Index('participants_cohort', ['cohortId'])
export class Participant {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  cohortId: string;

  @Column('uuid')
  personId: string;

  /** The nominating organization. */
  @Column('uuid')
  homeOrganizationId: string;

  @Column('timestamptz', { nullable: true })
  withdrawnAt: Date | null;
}
