import { MessagingStatus } from '@app/messaging';
import { Controller, Get } from '@nestjs/common';
import { Access } from './access/access.js';
import type { Actor } from './access/actor.js';
import { CurrentActor, ForServicesToo, Public } from './access/route-access.js';
import { Clock } from './clock.js';

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
