import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Localized } from '@app/contracts';

/** An office as it was when it mattered: offices change, the record of a nomination does not. */
export interface AppointmentSnapshot {
  appointmentId: string;
  category: string;
  title: Localized;
}

/** An office that a person holds or held (replica of `directory.appointment`). */
@Entity('appointments')
@Index('appointments_person', ['personId', 'organizationId'])
export class Appointment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid')
  personId: string;

  @Column('uuid')
  organizationId: string;

  @Column('text')
  category: string;

  @Column('jsonb')
  title: Localized;

  @Column('date')
  heldFrom: string;

  /** Last day in office; null while it lasts. */
  @Column('date', { nullable: true })
  heldUntil: string | null;

  snapshot(): AppointmentSnapshot {
    return { appointmentId: this.id, category: this.category, title: this.title };
  }
}
