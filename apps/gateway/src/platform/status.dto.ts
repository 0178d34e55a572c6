import { ApiProperty } from '@nestjs/swagger';

/** How the messages of one service are doing. */
export class ServiceStatus {
  @ApiProperty({ description: 'Facts and states recorded but not yet published' })
  outbox: number;

  @ApiProperty({ description: 'Age of the oldest of them' })
  outboxOldestMs: number;

  @ApiProperty({ description: 'Events that wait for an earlier one, or for a replica' })
  parked: number;

  @ApiProperty({ description: 'Events that could not be handled' })
  deadLetters: number;

  @ApiProperty({ description: 'Events at the broker that the service has not acknowledged' })
  pending: number;

  @ApiProperty({ description: 'Of those, the ones that were delivered more than once' })
  redelivered: number;

  @ApiProperty({ description: 'Events that were handled twice: never more than 0' })
  doubles: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Facts recorded, by name' })
  events: Record<string, number>;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  caughtUpAt: string | null;
}

/** How the messages of the whole platform are doing. */
export class PlatformStatus {
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/ServiceStatus' } })
  services: Record<string, ServiceStatus>;

  @ApiProperty({ type: [String], description: 'Services that did not answer' })
  unavailable: string[];

  @ApiProperty({ description: 'Whether every service answered and nothing waits anywhere' })
  quiet: boolean;

  @ApiProperty()
  outbox: number;

  @ApiProperty()
  parked: number;

  @ApiProperty()
  deadLetters: number;

  @ApiProperty()
  pending: number;

  @ApiProperty()
  doubles: number;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' }, description: 'Facts recorded, by name' })
  events: Record<string, number>;
}
