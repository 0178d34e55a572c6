import { AppointmentStateV1, OrganizationStateV1, PersonStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { Appointment } from './appointment.js';
import { Organization } from './organization.js';
import { Person } from './person.js';

/** Keeps what documents say of organizations, people and their offices. */
@Controller()
export class DirectoryConsumer {
  @OnEvent(OrganizationStateV1)
  async keepOrganization(
    @Payload() event: EventOf<typeof OrganizationStateV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    if (event.data === null) return void (await tx.delete(Organization, event.subject));
    const { name, active } = event.data;
    await tx.upsert(Organization, { id: event.subject, name, active }, ['id']);
  }

  @OnEvent(PersonStateV1)
  async keepPerson(@Payload() event: EventOf<typeof PersonStateV1>, @Tx() tx: EntityManager): Promise<void> {
    if (event.data === null) return void (await tx.delete(Person, event.subject));
    await tx.upsert(Person, { id: event.subject, name: event.data.name }, ['id']);
  }

  @OnEvent(AppointmentStateV1)
  async keepAppointment(@Payload() event: EventOf<typeof AppointmentStateV1>, @Tx() tx: EntityManager): Promise<void> {
    if (event.data === null) return void (await tx.delete(Appointment, event.subject));
    const { personId, organizationId, title, from, until } = event.data;
    const office = { id: event.subject, personId, organizationId, title, heldFrom: from, heldUntil: until };
    await tx.upsert(Appointment, office, ['id']);
  }
}
