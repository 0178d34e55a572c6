import { setTimeout as pause } from 'node:timers/promises';
import { Stage, type PlatformStatus } from '../../demo/stage.ts';
import { Client } from '../../demo/client.ts';
import type { Platform } from '../../deploy/local/platform.ts';
import { collectFacts, type Asked } from './facts/collect.ts';
import type { Facts } from './facts/facts.ts';
import type { History } from './history.ts';
import { violationsOf } from './invariants/check-all.ts';
import type { Violation } from './invariants/violation.ts';
import { now } from './real-time.ts';

/** What the operators' page says, as often as it answers. */
export class Watch {
  /** The longest that anything waited in an outbox, as far as it was seen. */
  maxOutboxAgeMs = 0;
  private readonly stage: Stage;

  constructor(gatewayUrl: string) {
    this.stage = new Stage(new Client(gatewayUrl, 'watch'));
  }

  /** Looks once. */
  async look(): Promise<PlatformStatus> {
    const status = await this.stage.asAdministrator<PlatformStatus>('/api/platform/v1/status');
    for (const service of Object.values(status.services) as { outboxOldestMs?: number }[])
      this.maxOutboxAgeMs = Math.max(this.maxOutboxAgeMs, service.outboxOldestMs ?? 0);
    return status;
  }
}

/** How long the platform may take to come to rest after the last fault: longer than any timer that repairs something. */
const REST_MS = 120_000;

/**
 * Waits until everything holds: what is under way arrives, and what was lost is noticed and repaired. What does not hold
 * after the time never will.
 */
export async function comeToRest(
  platform: Platform,
  watch: Watch,
  history: History,
  asked: Asked,
): Promise<{ facts: Facts; violations: Violation[] }> {
  const begun = now();
  for (;;) {
    const { services, unavailable } = await watch.look();
    const waits = Object.values(services).some(
      ({ outbox, parked, pending }) => outbox + parked + Math.abs(pending) > 0,
    );
    const isLate = now() - begun > REST_MS;
    if ((waits || unavailable.length > 0) && !isLate) {
      await pause(500);
      continue;
    }
    const facts = await collectFacts(platform, asked);
    const violations = violationsOf(facts);
    if (violations.some(isTemporary) && !isLate) {
      await pause(2000);
      continue;
    }
    history.note('at rest', { seconds: Math.round((now() - begun) / 1000), violations: violations.length });
    return { facts, violations };
  }
}

/** A refusal that was given stays given; everything else may still be repaired. */
function isTemporary({ invariant }: Violation): boolean {
  return invariant !== 'I0 right-writes-pass';
}
