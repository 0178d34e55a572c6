import { Controller, Get, Param, Query } from '@nestjs/common';
import type { EventPage, HeadPage } from '../src/index.js';
import { InternalReads } from '../src/index.js';

/** The shop's `/internal` addresses without the guard that service-kit puts before them. */
@Controller('internal')
export class ShopInternal {
  constructor(private readonly reads: InternalReads) {}

  @Get('events')
  events(@Query() query: Record<string, string>): Promise<EventPage> {
    const { after, limit, since, ...texts } = query;
    return this.reads.events({
      ...texts,
      ...(since ? { since: new Date(since) } : {}),
      ...(after ? { after: Number(after) } : {}),
      ...(limit ? { limit: Number(limit) } : {}),
    });
  }

  @Get('heads')
  heads(@Query() { aggregate = '', cursor, since }: Record<string, string>): Promise<HeadPage> {
    return this.reads.heads(aggregate, { cursor, ...(since && { since: new Date(since) }) });
  }

  @Get('states/:entity')
  states(
    @Param('entity') entity: string,
    @Query('cursor') cursor?: string,
    @Query('ids') ids?: string,
  ): Promise<EventPage> {
    return this.reads.states(entity, { cursor, ids: ids?.split(',') });
  }
}
