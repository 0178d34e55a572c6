import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a rubric, task, panel or project belongs: what its rows carry for lists and row-level security. */
export interface CohortPlace {
  cohortId: string;
  programId: string;
  organizerId: string;
}

/** This service's copy of a cohort that `programs` owns: whose it is and who its partners are. */
@Entity('cohorts')
export class CohortReplica {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') programId: string;
  @Column('uuid') organizerId: string;
  @Column('uuid', { nullable: true }) commissionerId: string | null;
  @Column('uuid', { array: true }) partnerIds: string[];

  place(): CohortPlace {
    return { cohortId: this.id, programId: this.programId, organizerId: this.organizerId };
  }

  /** The organizer's people and the partners' people may sit on a panel. */
  suppliesMembers(organizationId: string): boolean {
    return organizationId === this.organizerId || this.partnerIds.includes(organizationId);
  }
}
