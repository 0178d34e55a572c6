import { v7 as uuid } from 'uuid';
import { aModulePlan, aPlan, aSeriesPlan, aSessionPlan } from './builders.js';
import { ifMatch, type Caller, type Json } from './caller.js';
import type { RunningPrograms } from './running-programs.js';

/** A request that changes something. */
export interface Act {
  method: 'POST' | 'PUT';
  url: string;
  body: Json;
  headers: Record<string, string>;
}

const WAYS = {
  planned: [],
  open: ['opening'],
  running: ['opening', 'start'],
  paused: ['opening', 'start', 'pause'],
};

/** A school with a registered program, its organizer, the organizer of another school, and the ministry. */
export class Scene {
  private constructor(
    readonly organizerId: string,
    readonly ministryId: string,
    readonly programId: string,
    readonly organizer: Caller,
    readonly stranger: Caller,
    readonly officer: Caller,
  ) {}

  static async of(service: RunningPrograms): Promise<Scene> {
    const [organizerId, otherSchool, ministryId] = await Promise.all([1, 2, 3].map(() => service.organization()));
    const [organizer, stranger, officer] = await Promise.all([
      service.granted('program-organizer', 'organization', organizerId),
      service.granted('program-organizer', 'organization', otherSchool),
      service.granted('ministry-officer', 'platform', null),
    ]);
    const { id } = await organizer.make('/v1/programs', aProgramBody({ organizerId }));
    return new Scene(organizerId, ministryId, id, organizer, stranger, officer);
  }

  /** A cohort of the program that has come to `status`. */
  async cohort(status: keyof typeof WAYS = 'planned', plan = {}): Promise<Json> {
    const body = aPlan({ code: `C-${uuid()}`, ...plan });
    let cohort = await this.organizer.make(`/v1/programs/${this.programId}/cohorts`, body);
    for (const act of WAYS[status]) cohort = await this.organizer.make(`/v1/cohorts/${cohort.id}/${act}`);
    return cohort;
  }

  module(cohortId: string, plan: Parameters<typeof aModulePlan>[0] = {}): Promise<Json> {
    return this.organizer.make(`/v1/cohorts/${cohortId}/modules`, aModulePlan(plan));
  }

  session(cohortId: string, plan: Json = {}): Promise<Json> {
    return this.organizer.make(`/v1/cohorts/${cohortId}/sessions`, { ...aSessionPlan(), ...plan });
  }

  series(cohortId: string, plan: Json = {}): Promise<Json> {
    return this.organizer.make(`/v1/cohorts/${cohortId}/session-series`, { ...aSeriesPlan(), ...plan });
  }

  ceremony(cohortId: string, plan: Json = {}): Promise<Json> {
    return this.organizer.make(`/v1/cohorts/${cohortId}/ceremonies`, { ...aCeremonyBody, ...plan });
  }

  /** Every act on what this cohort has, as a request that is right by itself. */
  async acts({ id, version }: Json): Promise<Act[]> {
    const [module, session, ceremony] = await Promise.all([this.module(id), this.session(id), this.ceremony(id)]);
    const series = await this.series(id);
    const of = `/v1/cohorts/${id}`;
    const post = (url: string, body: Json = {}, headers = {}): Act => ({ method: 'POST', url, body, headers });
    const put = (url: string, body: Json, of: number): Act => ({ method: 'PUT', url, body, headers: ifMatch(of) });
    const { startsAt, endsAt } = aSessionPlan();
    return [
      post(`/v1/programs/${this.programId}/cohorts`, aPlan({ code: 'OTHER' })),
      put(of, aPlan(), version),
      ...['opening', 'start', 'pause', 'resumption', 'conclusion'].map((act) => post(`${of}/${act}`)),
      post(`${of}/modules`, aModulePlan({ number: 2 })),
      put(`/v1/modules/${module.id}`, aModulePlan(), module.version),
      post(`${of}/sessions`, aSessionPlan({ number: 2 })),
      put(`/v1/sessions/${session.id}/content`, { speakers: [], agenda: [], materials: [] }, session.version),
      post(`/v1/sessions/${session.id}/rescheduling`, { startsAt, endsAt }, ifMatch(session.version)),
      post(`/v1/sessions/${session.id}/holding`),
      post(`/v1/sessions/${session.id}/cancellation`, { reason: 'Storm' }),
      post(`${of}/session-series`, aSeriesPlan()),
      post(`/v1/session-series/${series.id}/sessions`, { until: '2025-02-18' }),
      post(`${of}/contributions`, { role: 'mentor', personId: uuid() }),
      post(`${of}/ceremonies`, aCeremonyBody),
      post(`/v1/ceremonies/${ceremony.id}/holding`),
    ];
  }
}

/** A program as its organizer registers it. */
export function aProgramBody(overrides: Json = {}): Json {
  return { code: `P-${uuid()}`, title: { kk: 'Көшбасшылық', en: 'Leadership' }, ...overrides };
}

/** A closing ceremony on the last day. */
export const aCeremonyBody = {
  title: { kk: 'Жабылу рәсімі', en: 'Closing ceremony' },
  startsAt: '2025-09-20T10:00:00Z',
  presenters: [{ name: 'Құрметті қонақтар', office: { en: 'Guests' } }],
};
