import { Controller, Get, Param, Post } from '@nestjs/common';
import { DeadLetters, MessagingStatus, type DeadLetter, type MessagingFigures } from '../src/index.js';

/** What operators see and do at the store. */
@Controller()
export class StoreOperations {
  constructor(
    private readonly status: MessagingStatus,
    private readonly deadLetters: DeadLetters,
  ) {}

  @Get('status')
  figures(): Promise<MessagingFigures> {
    return this.status.read();
  }

  @Get('dead-letters')
  list(): Promise<DeadLetter[]> {
    return this.deadLetters.list();
  }

  @Post('dead-letters/:id/redrive')
  async redrive(@Param('id') id: string): Promise<void> {
    await this.deadLetters.redrive(id, 'operator');
  }

  @Post('dead-letters/:id/discard')
  async discard(@Param('id') id: string): Promise<void> {
    await this.deadLetters.discard(id, 'operator', 'it was never a valid order');
  }
}
