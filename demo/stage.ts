import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Request } from './client.ts';
import type { World } from './world.ts';

/** The person that a new installation begins with: see the first start of `apps/directory`. */
const ADMINISTRATOR = '01900000-0000-7000-8000-000000000001';

/** What the platform says of itself. */
export interface PlatformStatus {
  services: Record<string, ServiceStatus>;
  /** Services that did not answer: what they know is missing here. */
  unavailable: string[];
}

export interface ServiceStatus {
  outbox: number;
  parked: number;
  pending: number;
  deadLetters: number;
  doubles: number;
  /** Facts recorded, by contract name. */
  events: Record<string, number>;
}

/** One installation on which stories are told side by side: its clock, its quiet, and who is registered already. */
export class Stage {
  readonly client: Client;
  readonly worlds: World[] = [];
  private readonly isContinued: boolean;
  private readonly made = new Map<string, Promise<string>>();
  /** What the platform clock was set to, and when. */
  private clock: { set: number; at: number } | undefined;

  constructor(client: Client, options: { isContinued?: boolean } = {}) {
    this.client = client;
    this.isContinued = options.isContinued ?? false;
  }

  async asAdministrator<T = Record<string, any>>(path: string, request: Request = {}): Promise<T> {
    return this.client.as<T>(ADMINISTRATOR, path, request);
  }

  /** Makes a thing that several stories name, such as the ministry, once for all of them. */
  async once(name: string, make: () => Promise<string>): Promise<string> {
    let id = this.made.get(name);
    if (!id) this.made.set(name, (id = make()));
    return id;
  }

  /**
   * Moves the platform clock on to a moment of the stories, unless it is there already: it never goes back, or a right
   * given a second ago would not be in force yet.
   */
  async advanceClock(moment: string): Promise<void> {
    this.clock ??= await this.clockOfStory();
    const reached = this.clock.set + Date.now() - this.clock.at;
    if (Date.parse(moment) <= reached) return;
    await this.setClock(moment);
    this.clock = { set: Date.parse(moment), at: Date.now() };
  }

  /** Moves the platform clock; answers when every service shows the new time. */
  async setClock(now: string | null): Promise<void> {
    await this.asAdministrator('/api/platform/v1/clock', { method: 'PUT', body: { now } });
  }

  /** Waits until no event is on its way (in an outbox, parked or undelivered) and no document waits for its signature. */
  async settle(): Promise<PlatformStatus> {
    for (let quiet = 0; ;) {
      const status = await this.asAdministrator<PlatformStatus>('/api/platform/v1/status');
      quiet = isQuiet(status) && (await this.isAllSigned()) ? quiet + 1 : 0;
      if (quiet >= 2) return status; // an event may leave one service just before the next one is asked
      await pause(50);
    }
  }

  /** Documents are signed outside of any transaction: nobody sees them in an outbox. */
  private async isAllSigned(): Promise<boolean> {
    const unsigned = await Promise.all(this.worlds.map((world) => world.unsigned()));
    return unsigned.every((count) => count === 0);
  }

  /** A new story begins anywhere in the past; one that goes on finds the clock where it was. */
  private async clockOfStory(): Promise<{ set: number; at: number }> {
    if (!this.isContinued) return { set: Number.NEGATIVE_INFINITY, at: Date.now() };
    const { now } = await this.asAdministrator('/api/directory/v1/clock');
    return { set: Date.parse(now), at: Date.now() };
  }
}

/** Below zero, `pending` says that the broker could not be asked. */
function isQuiet({ unavailable, services }: PlatformStatus): boolean {
  const known = Object.values(services);
  return unavailable.length === 0 && known.every((one) => one.outbox === 0 && one.parked === 0 && one.pending === 0);
}
