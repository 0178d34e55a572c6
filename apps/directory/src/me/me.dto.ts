import { ApiProperty } from '@nestjs/swagger';
import { AppointmentView } from '../appointments/appointments.dto.js';
import { PersonView } from '../people/people.dto.js';

/** A right of the caller that is in force now. */
export class OwnGrant {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  role: string;

  @ApiProperty({ enum: ['platform', 'organization', 'program'] })
  scope: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  scopeId: string | null;
}

/** Who the caller is. */
export class MeView {
  @ApiProperty({
    type: PersonView,
    nullable: true,
    description: 'Null for machines, and for people not registered here',
  })
  person: PersonView | null;

  @ApiProperty({ type: [OwnGrant], description: 'The rights in force now' })
  grants: OwnGrant[];

  @ApiProperty({ type: [AppointmentView], description: 'All offices, the latest first' })
  appointments: AppointmentView[];
}
