import { ApiProperty } from '@nestjs/swagger';
import { IsUUID, Matches } from 'class-validator';

/** A short machine-readable word, as contracts spell it. */
export const CODE = /^[\p{L}\p{N}][\p{L}\p{N}./_-]{0,63}$/u;

/** An organization that takes part beside the organizer, and as what. */
export class PartnerDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  organizationId: string;

  @ApiProperty({ example: 'host', description: 'host, co-organizer, content-provider, expert-provider …' })
  @Matches(CODE)
  role: string;
}
