import { v7 as uuid } from 'uuid';
import { Cohort, type CohortPlan, type CohortStatus } from '../src/cohorts/cohort.js';
import { CohortModule, type ModulePlan } from '../src/modules/module.js';
import { Program, type ProgramDetails } from '../src/programs/program.js';
import { SessionSeries, type SeriesPlan } from '../src/series/session-series.js';
import { Session, type SessionPlan } from '../src/sessions/session.js';

const title = { kk: 'Көшбасшылық', ru: 'Лидерство', en: 'Leadership' };

/** A registered program without a commission. */
export function aProgram(overrides: Partial<ProgramDetails> = {}): Program {
  return Program.register(uuid(), {
    code: 'RLE',
    title,
    aliases: [],
    goals: [],
    description: null,
    organizerId: uuid(),
    authorId: null,
    policyAnchor: null,
    ...overrides,
  });
}

/** The plan of a cohort from February to September with a certificate of completion. */
export function aPlan(overrides: Partial<CohortPlan> = {}): CohortPlan {
  return {
    code: 'RLE-2025',
    title,
    startsOn: '2025-02-10',
    endsOn: '2025-09-20',
    nominations: { opensAt: '2025-01-13T04:00:00Z', closesAt: '2025-01-27T13:00:00Z' },
    seats: { total: 110, perOrganization: 2 },
    targetCategories: ['school-principal'],
    subjectKind: 'person',
    completionRule: { version: 1, minimumAttendance: 0.75, requiresPassedProject: true },
    documents: [
      {
        kind: 'completion-certificate',
        ground: 'completion',
        title,
        numberPrefix: 'NUGSE',
        statesResults: true,
        requiresConfirmedName: true,
        notBefore: null,
      },
    ],
    partners: [],
    ...overrides,
  };
}

/** A planned cohort, or one that has come to `status`. */
export function aCohort({ status = 'planned', ...plan }: Partial<CohortPlan> & { status?: CohortStatus } = {}): Cohort {
  return Object.assign(Cohort.plan(uuid(), aProgram(), aPlan(plan)), { status });
}

/** The plan of a module of five days in February. */
export function aModulePlan(overrides: Partial<ModulePlan> = {}): ModulePlan {
  return {
    number: 1,
    title,
    theme: 'leadership',
    kind: 'regular',
    country: 'KZ',
    city: 'Астана',
    timeZone: 'Asia/Almaty',
    startsOn: '2025-02-10',
    endsOn: '2025-02-14',
    partners: [],
    ...overrides,
  };
}

/** A scheduled module. */
export function aModule(cohort: Cohort = aCohort(), overrides: Partial<ModulePlan> = {}): CohortModule {
  return CohortModule.schedule(uuid(), cohort, aModulePlan(overrides));
}

/** The plan of a session of a day in February. */
export function aSessionPlan(overrides: Partial<SessionPlan> = {}): SessionPlan {
  return {
    number: 1,
    title,
    format: 'workshop',
    mode: 'onsite',
    startsAt: '2025-02-10T04:30:00Z',
    endsAt: '2025-02-10T12:00:00Z',
    timeZone: 'Asia/Almaty',
    venue: null,
    counted: true,
    speakers: [],
    agenda: [],
    materials: [],
    ...overrides,
  };
}

/** A scheduled session. */
export function aSession(
  cohort: Cohort = aCohort({ status: 'running' }),
  overrides: Partial<SessionPlan> = {},
  module: CohortModule | null = null,
): Session {
  return Session.schedule(uuid(), cohort, module, aSessionPlan(overrides));
}

/** The plan of a breakfast every Tuesday from 11 February, 8:30 in Almaty, for ever. */
export function aSeriesPlan(overrides: Partial<SeriesPlan> = {}): SeriesPlan {
  return {
    title: { kk: 'Корпоративтік таңғы ас', ru: 'Корпоративный завтрак', en: 'Corporate breakfast' },
    format: 'corporate-breakfast',
    mode: 'onsite',
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    firstStartsAt: '2025-02-11T03:30:00Z',
    minutes: 90,
    timeZone: 'Asia/Almaty',
    venue: { building: 'Кітапхана', floor: '1' },
    counted: true,
    ...overrides,
  };
}

/** A planned series. */
export function aSeries(
  cohort: Cohort = aCohort({ status: 'running' }),
  overrides: Partial<SeriesPlan> = {},
): SessionSeries {
  return SessionSeries.plan(uuid(), cohort, aSeriesPlan(overrides));
}
