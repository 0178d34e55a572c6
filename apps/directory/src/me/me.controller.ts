import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, UnitOfWork, type Actor } from '@app/service-kit';
import { Appointment } from '../appointments/appointment.js';
import { AppointmentView } from '../appointments/appointments.dto.js';
import { Identifiers } from '../contacts/identifiers.service.js';
import { PersonLine } from '../people/people.dto.js';
import { Person } from '../people/person.js';
import { MeView } from './me.dto.js';

/** The caller as the platform knows him. */
@ApiTags('me')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly identifiers: Identifiers,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Show the caller: person, rights in force and offices',
    description: 'Anybody who is signed in.',
  })
  @ApiOkResponse({ type: MeView })
  async me(@CurrentActor() actor: Actor): Promise<MeView> {
    const grants =
      actor.kind === 'service'
        ? []
        : actor.grants.map(({ id, role, scope, scopeId }) => ({ id, role, scope, scopeId }));
    if (actor.kind !== 'person') return { person: null, grants, appointments: [] };
    return this.work.read(actor, async (tx) => {
      const person = await tx.findOneBy(Person, { id: actor.personId });
      const appointments = await tx.find(Appointment, {
        where: { personId: actor.personId },
        order: { from: 'DESC', id: 'DESC' },
        take: 200,
      });
      return {
        person: person && { ...PersonLine.of(person), ...this.identifiers.show(person) },
        grants,
        appointments: appointments.map(AppointmentView.of),
      };
    });
  }
}
