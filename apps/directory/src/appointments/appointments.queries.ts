import { Injectable } from '@nestjs/common';
import { decodeCursor, page, UnitOfWork, type Actor } from '@app/service-kit';
import { Appointment } from './appointment.js';
import { AppointmentView, type AppointmentsPage, type AppointmentsQuery } from './appointments.dto.js';

/** Reads of offices: an organization sees those in it, a person all of the own. */
@Injectable()
export class AppointmentsQueries {
  constructor(private readonly work: UnitOfWork) {}

  async ofPerson(actor: Actor, personId: string, { cursor, limit }: AppointmentsQuery): Promise<AppointmentsPage> {
    const rows = await this.work.read(actor, (tx) => {
      const query = tx.createQueryBuilder(Appointment, 'a').where('a.personId = :personId', { personId });
      if (cursor) {
        const [from, id] = decodeCursor(cursor, 2)!;
        query.andWhere('(a.from, a.id) < (:from, :id)', { from, id });
      }
      return query
        .orderBy('a.from', 'DESC')
        .addOrderBy('a.id', 'DESC')
        .limit(limit + 1)
        .getMany();
    });
    const { data, page: position } = page(rows, limit, (row) => [row.from, row.id]);
    return { data: data.map(AppointmentView.of), page: position };
  }
}
