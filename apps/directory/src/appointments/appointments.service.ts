import { Injectable } from '@nestjs/common';
import { AppointmentStateV1 } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { Access, matchVersion, UnitOfWork, type Actor } from '@app/service-kit';
import { v7 as uuid } from 'uuid';
import { OrganizationNotFound } from '../organizations/organization.errors.js';
import { PersonNotFound } from '../people/person.errors.js';
import { refusedBy } from '../refused-by.js';
import { AppointmentAlreadyRecorded, AppointmentNotFound } from './appointment.errors.js';
import { Appointment, type AppointmentDetails } from './appointment.js';
import { AppointmentView } from './appointments.dto.js';

const RECORDERS = ['platform-administrator', 'ministry-officer', 'program-organizer', 'coordinator'];

/** The dated offices of people. */
@Injectable()
export class AppointmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly access: Access,
  ) {}

  /** Records an office in an organization of the actor's. Publishes the state of the appointment. */
  async record(actor: Actor, details: AppointmentDetails): Promise<AppointmentView> {
    this.access.require(actor, RECORDERS, { organizationId: details.organizationId });
    const appointment = Appointment.record(uuid(), details);
    return this.work.run(actor, async (tx) => {
      await tx.insert(Appointment, appointment).catch((error: unknown) => refuse(error, details));
      await this.outbox.addState(tx, AppointmentStateV1, appointment.id);
      return AppointmentView.of(appointment);
    });
  }

  /** Ends an office. Publishes the state of the appointment. */
  async end(actor: Actor, id: string, version: number, until: string): Promise<AppointmentView> {
    return this.work.run(actor, async (tx) => {
      const appointment = await tx.findOne(Appointment, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!appointment) throw new AppointmentNotFound(id);
      this.access.require(actor, RECORDERS, { organizationId: appointment.organizationId });
      matchVersion(appointment.version, version);

      appointment.end(until);

      await tx.update(Appointment, id, { ...appointment });
      await this.outbox.addState(tx, AppointmentStateV1, id);
      return AppointmentView.of(appointment);
    });
  }
}

// The foreign keys see what row-level security hides: a person may be registered by another organization.
function refuse(error: unknown, { personId, organizationId }: AppointmentDetails): never {
  const constraint = refusedBy(error);
  if (constraint === 'appointments_once') throw new AppointmentAlreadyRecorded();
  if (constraint === 'appointments_person') throw new PersonNotFound(personId);
  if (constraint === 'appointments_organization') throw new OrganizationNotFound(organizationId);
  throw error;
}
