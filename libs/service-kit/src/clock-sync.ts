import { BrokerConnection } from '@app/messaging';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from './clock.js';
import { ProcessConfig } from './service.config.js';

const SUBJECT = '$KV.clock.offset';
const READ = `$JS.API.DIRECT.GET.KV_clock.${SUBJECT}`;
const REREAD_MS = 5000;
const FIRST_READ_MS = 2000;
const CENTURY_MS = 100 * 366 * 86_400_000;

/**
 * Moves this process's clock as the demo says. Outside the demo it does nothing at all, so that nothing on the broker
 * can move business time in production.
 */
@Injectable()
export class ClockSync implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(ClockSync.name);
  private timer?: NodeJS.Timeout;
  private isClosing = false;

  constructor(
    private readonly clock: Clock,
    private readonly broker: BrokerConnection,
    private readonly config: ProcessConfig,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.config.demo) return;
    const started = this.broker.ready().then(() => this.follow());
    started.catch(() => {});
    await Promise.race([started, new Promise((resolve) => setTimeout(resolve, FIRST_READ_MS).unref())]);
  }

  onModuleDestroy(): void {
    this.isClosing = true;
    clearInterval(this.timer);
  }

  private async follow(): Promise<void> {
    if (this.isClosing) return;
    this.broker.nc.subscribe(SUBJECT, {
      callback: (error, message) => {
        if (!error) this.apply(message.string());
      },
    });
    // A missed message, or a clock that was set while the connection was away.
    this.timer = setInterval(() => void this.reread(), REREAD_MS);
    this.timer.unref();
    await this.reread();
  }

  private async reread(): Promise<void> {
    try {
      const answer = await this.broker.nc.request(READ, '', { timeout: 1000 });
      const code = answer.headers?.code ?? 0;
      if (code === 0 || code === 200) this.apply(answer.string());
      // 404: nobody has moved the clock.
      if (code === 404) this.apply('0');
    } catch (error) {
      this.logger.debug(`The clock's offset cannot be read now: ${(error as Error).message}`);
    }
  }

  private apply(text: string): void {
    const offset = Number(text || '0');
    if (!Number.isSafeInteger(offset) || Math.abs(offset) > CENTURY_MS) return;
    this.clock.move(offset);
  }
}
