import type { Localized } from '@app/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An office that a person holds or held (replica of `directory.appointment`). */
@Entity('appointments')
@Index('appointments_person', ['personId'])
export class Appointment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  personId: string;

  @Column('uuid')
  organizationId: string;

  @Column('jsonb')
  title: Localized;

  @Column('date')
  heldFrom: string;

  /** Last day in office; null while it lasts. */
  @Column('date', { nullable: true })
  heldUntil: string | null;
}
