import { Column, Entity, PrimaryColumn } from 'typeorm';

/** This service's copy of a session that `programs` owns: which cohort it belongs to. */
@Entity('sessions')
export class SessionReplica {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
}
