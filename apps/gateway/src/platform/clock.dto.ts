import { ApiProperty } from '@nestjs/swagger';
import { IsInstant } from '@app/service-kit';
import { ValidateIf } from 'class-validator';

/** What business time is to be from now on. */
export class SetClock {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Business time now; it runs on from there. Null: real time again.',
    example: '2025-02-03T09:00:00Z',
  })
  @ValidateIf((body: SetClock) => body.now !== null)
  @IsInstant()
  now: string | null;
}

/** Business time, once every service goes by it. */
export class ClockView {
  @ApiProperty({ format: 'date-time' })
  now: string;

  @ApiProperty({ description: 'How far business time is from real time, in milliseconds' })
  offsetMs: number;
}
