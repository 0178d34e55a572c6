import type { Localized } from '@app/contracts';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Organization } from '../organizations/organization.js';
import { Person } from '../people/person.js';
import { AppointmentAlreadyEnded, AppointmentEndsBeforeItBegins } from './appointment.errors.js';

/** What an appointment says. Days are `2025-02-03`. */
export interface AppointmentDetails {
  personId: string;
  organizationId: string;
  category: string;
  title: Localized;
  from: string;
  until: string | null;
}

/**
 * An office that a person holds or held in an organization. Never edited into another office: it ends and a new one
 * begins, so that what was true at a nomination, in a panel or on a certificate can be told later.
 */
@Entity('appointments')
@Unique('appointments_once', ['personId', 'organizationId', 'category', 'from'])
@Index('appointments_by_organization', { synchronize: false })
@Check('appointments_dates', 'until >= "from"')
export class Appointment {
  @PrimaryColumn('uuid')
  id: string;

  @Column('integer')
  version: number;

  @ForeignKey(() => Person, { name: 'appointments_person' })
  @Column('uuid')
  personId: string;

  @ForeignKey(() => Organization, { name: 'appointments_organization' })
  @Column('uuid')
  organizationId: string;

  @Column('text')
  category: string;

  @Column('jsonb')
  title: Localized;

  @Column('date')
  from: string;

  /** The last day in office; null while it lasts. */
  @Column('date', { nullable: true })
  until: string | null;

  static record(id: string, details: AppointmentDetails): Appointment {
    requireOrder(details.from, details.until);
    return Object.assign(new Appointment(), { id, version: 1, ...details });
  }

  /** Sets the last day in office. */
  end(until: string): void {
    if (this.until) throw new AppointmentAlreadyEnded(this.until);
    requireOrder(this.from, until);
    this.until = until;
    this.version += 1;
  }
}

function requireOrder(from: string, until: string | null): void {
  if (until !== null && until < from) throw new AppointmentEndsBeforeItBegins(from, until);
}
