import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { AppointmentStateV1, type EventOf } from '@app/contracts';
import { OnEvent, Outbox, Tx } from '@app/messaging';
import { Clock } from '@app/service-kit';
import { findConflictsOf } from '../conflicts/find-conflicts.js';
import { AppointmentReplica } from './appointment-replica.js';

/** Keeps dated offices. A member of a panel who takes an office is looked at again at once. */
@Controller()
export class AppointmentsConsumer {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @OnEvent(AppointmentStateV1)
  async keepAppointment(@Payload() event: EventOf<typeof AppointmentStateV1>, @Tx() tx: EntityManager): Promise<void> {
    const { subject: id, data } = event;
    if (data === null) return void (await tx.delete(AppointmentReplica, id));
    const { personId, organizationId, title, from, until } = data;
    await tx.upsert(AppointmentReplica, { id, personId, organizationId, title, from, until }, ['id']);
    const found = await findConflictsOf(tx, this.clock, personId);
    await this.outbox.add(tx, ...found.map(({ conflictFound }) => conflictFound));
  }
}
