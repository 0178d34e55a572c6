import { type EventPage, InternalReads } from '@app/messaging';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { Internal } from './access/route-access.js';

/** A page of the log or of a snapshot. */
export class InternalPageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;

  @IsOptional()
  @IsString()
  cursor?: string;
}

/** Which facts of the log. */
export class InternalEventsQuery extends InternalPageQuery {
  @IsOptional()
  @IsString()
  aggregate?: string;

  @IsOptional()
  @IsUUID()
  aggregateId?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  after?: number;
}

/** Where other services fill gaps and rebuild replicas from: the owner's log and rows. */
@Controller('internal')
@Internal()
export class InternalController {
  constructor(private readonly reads: InternalReads) {}

  @Get('events')
  async events(@Query() query: InternalEventsQuery): Promise<EventPage> {
    return this.reads.events(query);
  }

  @Get('states/:entity')
  async states(@Param('entity') entity: string, @Query() query: InternalPageQuery): Promise<EventPage> {
    return this.reads.states(entity, query);
  }
}
