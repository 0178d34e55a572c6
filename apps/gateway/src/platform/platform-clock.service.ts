import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock, Problem } from '@app/service-kit';
import { ServiceRoutes } from '../services/service-routes.js';
import { ClockBucket } from './clock-bucket.js';
import type { ClockView } from './clock.dto.js';

const PATIENCE_MS = 10_000;
const PAUSE_MS = 20;

/** Moves business time for the whole platform. */
@Injectable()
export class PlatformClock {
  constructor(
    private readonly bucket: ClockBucket,
    private readonly services: ServiceRoutes,
    private readonly clock: Clock,
  ) {}

  /** Sets business time and waits until every service goes by it: what is asked after the answer sees the new time. */
  async set(now: string | null): Promise<ClockView> {
    const offsetMs = now === null ? 0 : Date.parse(now) - this.clock.real().getTime();
    await this.bucket.put(offsetMs);
    const deadline = performance.now() + PATIENCE_MS;
    for (let late = await this.notAt(offsetMs); late.length; late = await this.notAt(offsetMs)) {
      if (performance.now() > deadline) {
        const params = { services: late.join(', ') };
        throw new Problem(503, 'clock-not-followed', { params, headers: { 'Retry-After': '1' } });
      }
      await sleep(PAUSE_MS);
    }
    return { now: new Date(this.clock.real().getTime() + offsetMs).toISOString(), offsetMs };
  }

  private async notAt(offsetMs: number): Promise<string[]> {
    const answers = await this.services.ask<{ offsetMs: number }>('/v1/clock', { timeoutMs: 1000 });
    return [...answers].filter(([, answer]) => answer?.offsetMs !== offsetMs).map(([name]) => name);
  }
}
