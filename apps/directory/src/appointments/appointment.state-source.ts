import { Injectable } from '@nestjs/common';
import { AppointmentStateV1 } from '@app/contracts';
import { StateSource, type StateRow } from '@app/messaging';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Appointment } from './appointment.js';

/** Renders `directory.appointment.v1`. */
@Injectable()
export class AppointmentStateSource extends StateSource<typeof AppointmentStateV1> {
  readonly contract = AppointmentStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof AppointmentStateV1>[]> {
    return (await tx.findBy(Appointment, { id: In([...ids]) })).map(render);
  }

  async page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<typeof AppointmentStateV1>[]> {
    const where = afterId ? { id: MoreThan(afterId) } : {};
    return (await tx.find(Appointment, { where, order: { id: 'ASC' }, take: limit })).map(render);
  }
}

function render({ id, version, ...appointment }: Appointment): StateRow<typeof AppointmentStateV1> {
  const { personId, organizationId, category, title, from, until } = appointment;
  return { id, version, organizationId, data: { personId, organizationId, category, title, from, until } };
}
