import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { ServiceProcess } from './service-process.js';

/** Customers who place orders without a break, one after the other for each id, whatever becomes of the shop. */
export class OrderLoad {
  /** How many orders of an id were answered with success. */
  readonly confirmed = new Map<string, number>();
  /** How many got no answer, or none of success: nobody knows whether they were committed. */
  readonly unknown = new Map<string, number>();
  /** Of those that succeeded, in milliseconds. */
  readonly latencies: number[] = [];
  private stopped = false;
  private readonly ending: Promise<unknown>;

  /** `shop` gives the one to turn to; it may be another one each time. */
  constructor(
    private readonly shop: () => ServiceProcess,
    { ids = 4, pauseMs = 5 } = {},
  ) {
    this.ending = Promise.all(Array.from({ length: ids }, () => this.placeForever(uuidv7(), pauseMs)));
  }

  get total(): number {
    return [...this.confirmed.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Ends when the last order is answered. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.ending;
  }

  private async placeForever(id: string, pauseMs: number): Promise<void> {
    while (!this.stopped) {
      const began = performance.now();
      try {
        await this.shop().order(id);
        this.latencies.push(performance.now() - began);
        count(this.confirmed, id);
      } catch {
        count(this.unknown, id);
        await sleep(20);
      }
      await sleep(pauseMs);
    }
  }
}

function count(counts: Map<string, number>, id: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}
