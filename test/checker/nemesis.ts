import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../deploy/local/platform.ts';
import type { Random } from '../../libs/testing/src/random.ts';
import { drawFault } from './faults.ts';
import type { History } from './history.ts';
import { now } from './real-time.ts';

/** Does harm, one fault every few seconds with quiet between, and writes down each. */
export class Nemesis {
  /** How often each fault struck. */
  readonly counts: Record<string, number> = {};
  private readonly platform: Platform;
  private readonly history: History;
  private readonly random: Random;

  constructor(platform: Platform, history: History, random: Random) {
    this.platform = platform;
    this.history = history;
    this.random = random;
  }

  /** Strikes until the time is over. Whatever it has paused goes on when this settles. */
  async run(until: number): Promise<void> {
    for (;;) {
      await pause(this.random.between(1500, 6000));
      if (now() >= until) return;
      await this.strike();
    }
  }

  /** What a fault draws is drawn aside: the next fault does not depend on whom this one found. */
  private async strike(): Promise<void> {
    const fault = drawFault(this.random);
    const { name } = fault;
    this.history.note('fault', { fault: name });
    const details = await fault.strike(this.platform, this.random.fork(1));
    this.history.note('fault over', { fault: name, ...details });
    if (!details.missed) this.counts[name] = (this.counts[name] ?? 0) + 1;
  }
}
