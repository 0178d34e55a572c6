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
  private readonly isContinued: boolean;
  /** What the platform clock was set to, and when. */
  private clock: { set: number; at: number } | undefined;

  constructor(pack: Pack, client: Client, options: { isContinued?: boolean } = {}) {
    this.pack = pack;
    this.client = client;
    this.isContinued = options.isContinued ?? false;
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

  /** Partners with ids for the keys of their organizations. */
  partners(entries: readonly { organization: string; role: string }[]): { organizationId: string; role: string }[] {
    return entries.map(({ organization, role }) => ({ organizationId: this.id('organization', organization), role }));
  }

  /** Entries that may name a person of the pack, with the id for the key. */
  named(entries: readonly ({ person?: string } & object)[]): object[] {
    return entries.map(({ person, ...entry }) => ({
      ...entry,
      ...(person && { personId: this.id('person', person) }),
    }));
  }

  /** Is the person admitted and still there at `at`? */
  isActive(person: string, at: string): boolean {
    const nomination = this.pack.nominations.find((candidate) => candidate.person === person);
    if (!nomination || !this.has('participant', person)) return false;
    return !nomination.withdrawal || Date.parse(nomination.withdrawal.at) > Date.parse(at);
  }

  /**
   * Moves the platform clock on to a moment of the story, unless it is there already: within a story it never goes back,
   * or a right given a second ago would not be in force yet.
   */
  async advanceClock(moment: string): Promise<void> {
    this.clock ??= await this.clockOfStory();
    const reached = this.clock.set + Date.now() - this.clock.at;
    if (Date.parse(moment) <= reached) return;
    await this.setClock(moment);
    this.clock = { set: Date.parse(moment), at: Date.now() };
  }

  /** A new story begins anywhere in the past; one that goes on finds the clock where it was. */
  private async clockOfStory(): Promise<{ set: number; at: number }> {
    if (!this.isContinued) return { set: Number.NEGATIVE_INFINITY, at: Date.now() };
    const { now } = await this.asAdministrator('/api/directory/v1/clock');
    return { set: Date.parse(now), at: Date.now() };
  }

  /** Moves the platform clock; answers when every service shows the new time. */
  async setClock(now: string | null): Promise<void> {
    await this.asAdministrator('/api/platform/v1/clock', { method: 'PUT', body: { now } });
  }

  /** Documents are signed outside of any transaction: nobody sees them in an outbox. */
  private async isAllSigned(): Promise<boolean> {
    if (!this.one.cohort) return true;
    const { unsigned } = await this.asOfficer(`/api/certification/v1/cohorts/${this.one.cohort}/figures`);
    return unsigned === 0;
  }

  /** Waits until no event is on its way (in an outbox, parked or undelivered) and no document waits for its signature. */
  async settle(): Promise<PlatformStatus> {
    for (let quiet = 0; ;) {
      const status = await this.asAdministrator<PlatformStatus>('/api/platform/v1/status');
      const services = Object.values(status.services);
      // Below zero: the broker could not be asked.
      const isQuiet = services.every(({ outbox, parked, pending }) => outbox === 0 && parked === 0 && pending === 0);
      quiet = isQuiet && (await this.isAllSigned()) ? quiet + 1 : 0;
      if (quiet >= 2) return status; // an event may leave one service just before the next one is asked
      await pause(50);
    }
  }
}
