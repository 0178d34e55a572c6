import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** This service's copy of a participant, from the facts of `enrollment`: who may hand work in, and for which organization. */
@Entity('participants')
@Index('participants_person', ['personId'])
@Index('participants_organization', ['organizationId'])
export class ParticipantReplica {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') cohortId: string;
  @Column('uuid') personId: string;
  /** The organization that nominated the participant. */
  @Column('uuid') organizationId: string;
  @Column('timestamptz', { nullable: true }) withdrawnAt: Date | null;
}
