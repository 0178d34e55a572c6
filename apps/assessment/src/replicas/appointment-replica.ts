import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Localized } from '@app/contracts';

/** This service's copy of a dated office that `directory` owns: what conflicts of interest are found by. */
@Entity('appointments')
@Index('appointments_person', ['personId'])
export class AppointmentReplica {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') personId: string;
  @Column('uuid') organizationId: string;
  @Column('jsonb') title: Localized;
  @Column('date') from: string;
  /** Last day in office; null while it lasts. */
  @Column('date', { nullable: true }) until: string | null;
}
