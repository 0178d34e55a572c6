import { MessagingStatus, type OwnerRead, OwnerReads } from '@app/messaging';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { IsIn, IsString, Length } from 'class-validator';
import { Access } from './access/access.js';
import { type Actor, actorKey } from './access/actor.js';
import { CurrentActor, ForServicesToo, Public } from './access/route-access.js';
import { Clock } from './clock.js';
import { UnitOfWork } from './unit-of-work.js';

/** How this service is doing, for operators. */
@Controller('v1/operations')
export class OperationsController {
  constructor(
    private readonly access: Access,
    private readonly messaging: MessagingStatus,
  ) {}

  /** What waits in outbox, parking and broker, what failed, and how many facts were recorded. */
  @Get('status')
  @ForServicesToo()
  async status(@CurrentActor() actor: Actor): Promise<object> {
    this.access.require(actor, ['platform-administrator', 'auditor'], 'platform');
    return this.messaging.read();
  }
}

/** What is to be made anew, or compared, from its owner. */
export class RequestOwnerRead {
  @IsIn(['rebuild', 'compare'])
  kind: 'rebuild' | 'compare';

  /** A state (`programs.cohort.v1`) or an aggregate (`assessment.project`). */
  @IsString()
  @Length(3, 200)
  name: string;
}

/** What this service reads from the owners of what it keeps: operators see it, and ask for more. */
@Controller('v1/operations/owner-reads')
export class OwnerReadsController {
  constructor(
    private readonly access: Access,
    private readonly work: UnitOfWork,
    private readonly reads: OwnerReads,
  ) {}

  /** The newest first, and what may be asked for. */
  @Get()
  @ForServicesToo()
  async list(@CurrentActor() actor: Actor): Promise<{ data: OwnerRead[]; names: ReturnType<OwnerReads['names']> }> {
    this.access.require(actor, ['platform-administrator', 'auditor'], 'platform');
    return { data: await this.reads.list(), names: this.reads.names() };
  }

  /** Puts it down; it is done in the background, whatever becomes of this process. */
  @Post()
  @HttpCode(202)
  async request(@CurrentActor() actor: Actor, @Body() { kind, name }: RequestOwnerRead): Promise<OwnerRead> {
    this.access.require(actor, 'platform-administrator', 'platform');
    return this.work.run(actor, (tx) => this.reads.request(kind, name, actorKey(actor), tx));
  }
}

/** Business time as this process sees it. */
@Controller('v1/clock')
@Public()
export class ClockController {
  constructor(private readonly clock: Clock) {}

  @Get()
  read(): { now: string; today: string; realNow: string; offsetMs: number } {
    const { clock } = this;
    return {
      now: clock.now().toISOString(),
      today: clock.today(),
      realNow: clock.real().toISOString(),
      offsetMs: clock.offset,
    };
  }
}
