import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { languages } from '../people/person.js';
import { PersonNameDto } from '../people/people.dto.js';

/** An invitation as its maker sees it: the link is shown here and stored nowhere. */
export class InvitationView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'Opens once; give it to the person and to nobody else' })
  link: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}

/** The secret from the link. */
export class AcceptInvitationDto {
  @ApiProperty()
  @Matches(/^[\w-]{43}$/)
  code: string;
}

/** Who accepted. */
export class AcceptanceView {
  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ type: PersonNameDto })
  name: PersonNameDto;

  @ApiProperty({ enum: languages, nullable: true })
  preferredLanguage: string | null;
}
