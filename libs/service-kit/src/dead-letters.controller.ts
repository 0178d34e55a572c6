import { type DeadLetter, DeadLetters } from '@app/messaging';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { IsIn, IsString, Length } from 'class-validator';
import { Access } from './access/access.js';
import { type Actor, actorKey } from './access/actor.js';
import { CurrentActor } from './access/route-access.js';
import { decodeCursor, type Page, page, PageQuery } from './paging.js';
import { UnitOfWork } from './unit-of-work.js';
import { UuidParam } from './uuid-param.js';

/** Which dead letters. */
export class DeadLettersQuery extends PageQuery {
  @IsIn(['open', 'replayed', 'discarded'])
  state: DeadLetter['state'] = 'open';
}

/** Why an event is passed over for good. */
export class DiscardDeadLetter {
  @IsString()
  @Length(3, 500)
  reason: string;
}

/** Events that this service gave up: operators see them, and replay or discard them. */
@Controller('v1/operations/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly access: Access,
    private readonly letters: DeadLetters,
    private readonly work: UnitOfWork,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Query() query: DeadLettersQuery): Promise<Page<DeadLetter>> {
    this.access.require(actor, ['platform-administrator', 'auditor'], 'platform');
    const [afterId = null] = (decodeCursor(query.cursor, 1) ?? []) as string[];
    const rows = await this.letters.list(query.state, afterId, query.limit + 1);
    return page(rows, query.limit, (row) => [row.id]);
  }

  /** Handles the event once more, now. */
  @Post(':id/replay')
  @HttpCode(200)
  async replay(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<{ id: string }> {
    this.access.require(actor, 'platform-administrator', 'platform');
    await this.letters.redrive(id, actorKey(actor));
    return this.audited(actor, id);
  }

  /** Passes over the event; what waited behind it goes on. */
  @Post(':id/discard')
  @HttpCode(200)
  async discard(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() body: DiscardDeadLetter,
  ): Promise<{ id: string }> {
    this.access.require(actor, 'platform-administrator', 'platform');
    await this.letters.discard(id, actorKey(actor), body.reason);
    return this.audited(actor, id);
  }

  /** The event itself is handled in the service's name, whose line does not say who asked for it. */
  private audited(actor: Actor, id: string): Promise<{ id: string }> {
    return this.work.run(actor, async () => ({ id }));
  }
}
