import { Refused, type Request } from './client.ts';
import type { Pack, PackPerson } from './pack.ts';
import type { Stage } from './stage.ts';

/** Something that the platform rightly refused. */
export interface RefusedStep {
  step: string;
  subject: string;
  code: string;
}

type Kind =
  | 'organization'
  | 'person'
  | 'module'
  | 'session'
  | 'institution'
  | 'nomination'
  | 'participant'
  | 'panel'
  | 'project'
  | 'consultancy';

/** One story while it is told: which id each key of its pack has got, and what the platform refused on the way. */
export class World {
  readonly pack: Pack;
  readonly stage: Stage;
  readonly refusals: RefusedStep[] = [];
  /** Ids that exist once: program, cohort, rubric, task, ceremony. */
  readonly one: Record<string, string> = {};
  private readonly ids = new Map<string, string>();

  constructor(pack: Pack, stage: Stage) {
    this.pack = pack;
    this.stage = stage;
    stage.worlds.push(this);
  }

  remember(kind: Kind, key: string, id: string): void {
    this.ids.set(`${kind} ${key}`, id);
  }

  /** Id of a key; throws where the story has not come that far. */
  id(kind: Kind, key: string): string {
    const id = this.ids.get(`${kind} ${key}`);
    if (!id) throw new Error(`${this.pack.program.code} has no ${kind} "${key}" yet`);
    return id;
  }

  has(kind: Kind, key: string): boolean {
    return this.ids.has(`${kind} ${key}`);
  }

  /** Acts as a person of the pack. */
  async as<T = Record<string, any>>(person: string, path: string, request: Request = {}): Promise<T> {
    return this.stage.client.as<T>(this.id('person', person), path, request);
  }

  /** Acts as the officer who runs the program for the organizer. */
  async asOfficer<T = Record<string, any>>(path: string, request: Request = {}): Promise<T> {
    return this.as<T>(this.pack.program.officer, path, request);
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

  /** Who nominates for an organization and speaks for it. */
  coordinator(organization: string): string {
    const entry = this.pack.coordinators.find(({ organizations }) => organizations.includes(organization));
    if (!entry) throw new Error(`Nobody coordinates "${organization}" in this pack`);
    return entry.person;
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

  /** Is the person admitted and still there at `at`? Whoever's institution has left, has left with it. */
  isActive(person: string, at: string): boolean {
    const nomination = this.pack.nominations.find((candidate) => candidate.person === person);
    if (!nomination || !this.has('participant', person)) return false;
    const institution = this.pack.institutions?.find(({ organization }) => organization === nomination.organization);
    const ends = [nomination.withdrawal?.at, institution?.withdrawal?.at];
    return ends.every((end) => !end || Date.parse(end) > Date.parse(at));
  }

  /** Documents of the cohort that are reserved and not signed yet. */
  async unsigned(): Promise<number> {
    if (!this.one.cohort) return 0;
    return (await this.asOfficer(`/api/certification/v1/cohorts/${this.one.cohort}/figures`)).unsigned;
  }
}
