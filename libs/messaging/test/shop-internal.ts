import { Controller, Get, Param, Query } from '@nestjs/common';
import type { EventPage } from '../src/index.js';
import { InternalReads } from '../src/index.js';

/** The shop's `/internal` addresses without the guard that service-kit puts before them. */
@Controller('internal')
export class ShopInternal {
  constructor(private readonly reads: InternalReads) {}

  @Get('events')
  events(@Query() query: Record<string, string>): Promise<EventPage> {
    const { after, limit, ...texts } = query;
    return this.reads.events({
      ...texts,
      ...(after ? { after: Number(after) } : {}),
      ...(limit ? { limit: Number(limit) } : {}),
    });
  }

  @Get('states/:entity')
  states(@Param('entity') entity: string, @Query('cursor') cursor?: string): Promise<EventPage> {
    return this.reads.states(entity, { cursor });
  }
}
