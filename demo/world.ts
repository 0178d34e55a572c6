import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type Client, type Request } from './client.ts';
import type { Pack, PackPerson } from './pack.ts';

/** The person that a new installation begins with: see DIRECTORY's first start. */
export const ADMINISTRATOR = '01900000-0000-7000-8000-000000000001';

export interface RefusedStep {
  step: string;
  subject: string;
  code: string;
}

/** What the platform answered that nothing waits for any more. */
interface PlatformStatus {
  services: Record<string, { outbox: number; parked: number; pending: number; deadLetters: number }>;
}

type Kind = 'organization' | 'person' | 'module' | 'session' | 'nomination' | 'participant' | 'panel' | 'project';

/** The story while it is told: which id each key of the pack has got, and what the platform refused on the way. */
export class World {
  readonly pack: Pack;
  readonly client: Client;
  readonly refusals: RefusedStep[] = [];
  /** Ids that exist once: program, cohort, rubric, task, ceremony. */
  readonly one: Record<string, string> = {};
  private readonly ids = new Map<string, string>();

  constructor(pack: Pack, client: Client) {
    this.pack = pack;
    this.client = client;
  }

  remember(kind: Kind, key: string, id: string): void {
    this.ids.set(`${kind} ${key}`, id);
  }

  /** Id of a key; throws where the story has not come that far. */
  id(kind: Kind, key: string): string {
    const id = this.ids.get(`${kind} ${key}`);
    if (!id) throw new Error(`The story has no ${kind} "${key}" yet`);
    return id;
  }

  has(kind: Kind, key: string): boolean {
    return this.ids.has(`${kind} ${key}`);
  }

  /** Acts as a person of the pack. */
  async as<T = Record<string, any>>(person: string, path: string, request: Request = {}): Promise<T> {
    return this.client.as<T>(this.id('person', person), path, request);
  }

  /** Acts as the officer who runs the program for the organizer. */
  async asOfficer<T = Record<string, any>>(path: string, request: Request = {}): Promise<T> {
    return this.as<T>(this.pack.program.officer, path, request);
  }

  async asAdministrator<T = Record<string, any>>(path: string, request: Request = {}): Promise<T> {
    return this.client.as<T>(ADMINISTRATOR, path, request);
  }

  /** Runs a step that the platform may rightly refuse with one of `codes`; the refusal becomes part of the report. */
  async unlessRefused(step: string, subject: string, codes: string[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refused) || !codes.includes(error.code)) throw error;
      this.refusals.push({ step, subject, code: error.code });
    }
  }

  person(key: string): PackPerson {
    return this.pack.people.find((person) => person.key === key)!;
  }

  /** Is the person admitted and still there at `at`? */
  isActive(person: string, at: string): boolean {
    const nomination = this.pack.nominations.find((candidate) => candidate.person === person);
    if (!nomination || !this.has('participant', person)) return false;
    return !nomination.withdrawal || Date.parse(nomination.withdrawal.at) > Date.parse(at);
  }

  /** Moves the platform clock; answers when every service shows the new time. */
  async setClock(now: string | null): Promise<void> {
    await this.asAdministrator('/api/platform/v1/clock', { method: 'PUT', body: { now } });
  }

  /** Waits until no event is on its way: nothing in an outbox, parked or undelivered. */
  async settle(): Promise<PlatformStatus> {
    for (let quiet = 0; ;) {
      const status = await this.asAdministrator<PlatformStatus>('/api/platform/v1/status');
      const services = Object.values(status.services);
      quiet = services.every((service) => service.outbox + service.parked + service.pending === 0) ? quiet + 1 : 0;
      if (quiet >= 2) return status; // an event may leave one service just before the next one is asked
      await pause(50);
    }
  }
}
