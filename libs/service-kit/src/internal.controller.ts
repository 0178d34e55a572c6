import { type EventPage, type HeadPage, InternalReads } from '@app/messaging';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsDate, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
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

  /** Only what was recorded since. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  since?: Date;
}

/** Of which aggregate. */
export class InternalHeadsQuery extends InternalPageQuery {
  @IsString()
  aggregate: string;

  /** Only those with facts recorded since. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  since?: Date;
}

/** Which rows of a snapshot. */
export class InternalStatesQuery extends InternalPageQuery {
  /** Separated by commas; one that does not exist is answered as deleted. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(500)
  ids?: string[];
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

  @Get('heads')
  async heads(@Query() { aggregate, ...query }: InternalHeadsQuery): Promise<HeadPage> {
    return this.reads.heads(aggregate, query);
  }

  @Get('states/:entity')
  async states(@Param('entity') entity: string, @Query() query: InternalStatesQuery): Promise<EventPage> {
    return this.reads.states(entity, query);
  }
}
