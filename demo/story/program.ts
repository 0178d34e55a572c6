import type { PackSession } from '../pack.ts';
import { eachSideBySide, type Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/programs/v1';

/** The program from its registration to the ceremony, as its officer runs it. */
export function program(world: World, at: string): Step[] {
  const { cohort } = world.pack;
  const day = (date: string): string => `${date}T08:00:00+05:00`;
  const act = (name: string) => async (): Promise<void> => {
    await world.asOfficer(`${API}/cohorts/${world.one.cohort}/${name}`, { method: 'POST', step: name });
  };
  const steps: Step[] = [
    { at, rank: 10, label: 'program and cohort', run: () => register(world) },
    { at, rank: 11, label: 'modules and sessions', run: () => schedule(world) },
    { at: cohort.nominations?.opensAt ?? at, rank: 12, label: 'cohort opened', run: act('opening') },
    {
      at: later(day(cohort.startsOn), cohort.nominations?.closesAt),
      rank: 13,
      label: 'cohort started',
      run: act('start'),
    },
    ...world.pack.sessions.flatMap((session) => course(world, session)),
    ...(cohort.pauses ?? []).flatMap(({ pausedAt, resumedAt }, index) => [
      {
        at: pausedAt,
        rank: 14,
        label: 'cohort paused',
        run: async () =>
          void (await world.asOfficer(`${API}/cohorts/${world.one.cohort}/pause`, {
            method: 'POST',
            step: `pause ${index}`,
          })),
      },
      {
        at: resumedAt,
        rank: 14,
        label: 'cohort resumed',
        run: async () =>
          void (await world.asOfficer(`${API}/cohorts/${world.one.cohort}/resumption`, {
            method: 'POST',
            step: `resumption ${index}`,
          })),
      },
    ]),
    ...ceremony(world, at),
  ];
  if (cohort.concludedAt)
    steps.push({ at: cohort.concludedAt, rank: 80, label: 'cohort concluded', run: act('conclusion') });
  return steps;
}

function later(first: string, second?: string): string {
  return second && Date.parse(second) > Date.parse(first) ? second : first;
}

async function register(world: World): Promise<void> {
  const { program: plan, cohort } = world.pack;
  const { organizer, officer: _officer, author, commission, ...details } = plan;
  const { id } = await world.asOfficer(`${API}/programs`, {
    method: 'POST',
    step: 'program',
    body: {
      ...details,
      organizerId: world.id('organization', organizer),
      ...(author && { authorId: world.id('person', author) }),
    },
  });
  world.one.program = id;
  if (commission) {
    const { commissioner, officer, ...document } = commission;
    await world.as(officer, `${API}/programs/${id}/commission`, {
      method: 'POST',
      step: 'commission',
      body: { ...document, commissionerId: world.id('organization', commissioner) },
    });
  }
  const { concludedAt: _end, pauses: _pauses, partners, ...rules } = cohort;
  const opened = await world.asOfficer(`${API}/programs/${id}/cohorts`, {
    method: 'POST',
    step: 'cohort',
    body: {
      ...rules,
      partners: partners.map(({ organization, role }) => ({
        organizationId: world.id('organization', organization),
        role,
      })),
    },
  });
  world.one.cohort = opened.id;
}

async function schedule(world: World): Promise<void> {
  const { cohort } = world.one;
  await eachSideBySide(world.pack.modules, async ({ key, partners, ...module }) => {
    const hosts = (partners ?? []).map(({ organization, role }) => ({
      organizationId: world.id('organization', organization),
      role,
    }));
    const { id } = await world.asOfficer(`${API}/cohorts/${cohort}/modules`, {
      method: 'POST',
      step: key,
      body: { ...module, partners: hosts },
    });
    world.remember('module', key, id);
  });
  await eachSideBySide(world.pack.sessions, async (session) => {
    const {
      key,
      module,
      cancelled: _c,
      rescheduled: _r,
      exercise: _e,
      reflection: _f,
      speakers,
      agenda,
      ...details
    } = session;
    const body = {
      ...details,
      ...(module && { moduleId: world.id('module', module) }),
      speakers: (speakers ?? []).map(({ person, ...speaker }) => ({
        ...speaker,
        ...(person && { personId: world.id('person', person) }),
      })),
      agenda: ((agenda as object[]) ?? []).map((item, index) => ({ order: index + 1, ...item })),
    };
    const { id } = await world.asOfficer(`${API}/cohorts/${cohort}/sessions`, { method: 'POST', step: key, body });
    world.remember('session', key, id);
  });
  await eachSideBySide(world.pack.contributions ?? [], async ({ role, person, organization }) => {
    const who = person
      ? { personId: world.id('person', person) }
      : { organizationId: world.id('organization', organization!) };
    await world.asOfficer(`${API}/cohorts/${cohort}/contributions`, {
      method: 'POST',
      step: `${role} ${person ?? organization}`,
      body: { role, ...who },
    });
  });
}

/** What becomes of one session: moved, cancelled, or held and its attendance recorded at the end. */
function course(world: World, session: PackSession): Step[] {
  const act = (name: string, body?: unknown, ifMatch?: number) =>
    world.asOfficer(`${API}/sessions/${world.id('session', session.key)}/${name}`, {
      method: 'POST',
      step: name,
      body,
      ifMatch,
    });
  const { cancelled, rescheduled } = session;
  const times = rescheduled ?? session;
  const steps: Step[] = [];
  if (rescheduled) {
    const { at, ...body } = rescheduled;
    const run = async (): Promise<void> => {
      const { version } = await world.asOfficer(`${API}/sessions/${world.id('session', session.key)}`);
      await act('rescheduling', body, version);
    };
    steps.push({ at, rank: 20, label: 'session moved', run });
  }
  if (cancelled) {
    const run = async (): Promise<void> => void (await act('cancellation', { reason: cancelled.reason }));
    return [...steps, { at: cancelled.at, rank: 20, label: 'session cancelled', run }];
  }
  steps.push({ at: times.endsAt, rank: 30, label: 'session held', run: async () => void (await act('holding')) });
  steps.push({ at: times.endsAt, rank: 31, label: 'attendance', run: () => recordAttendance(world, session) });
  return steps;
}

async function recordAttendance(world: World, session: PackSession): Promise<void> {
  const { usual, exceptions } = world.pack.attendance;
  const at = (session.rescheduled ?? session).endsAt;
  const present = world.pack.nominations.filter(({ person }) => world.isActive(person, at));
  const records = present.map(({ person }) => ({
    participantId: world.id('participant', person),
    status: exceptions.find((entry) => entry.person === person && entry.session === session.key)?.status ?? usual,
  }));
  await world.asOfficer(`/api/enrollment/v1/sessions/${world.id('session', session.key)}/attendance-sheet`, {
    method: 'POST',
    step: 'sheet',
    body: { records },
  });
}

function ceremony(world: World, at: string): Step[] {
  const plan = world.pack.ceremony;
  if (!plan) return [];
  const presenters = (): object[] =>
    (plan.presenters ?? []).map(({ person, ...presenter }) => ({
      ...presenter,
      ...(person && { personId: world.id('person', person) }),
    }));
  const prepare = async (): Promise<void> => {
    const { title, startsAt, venue } = plan;
    const body = { title, startsAt, ...(venue !== undefined && { venue }), presenters: presenters() };
    const { id } = await world.asOfficer(`${API}/cohorts/${world.one.cohort}/ceremonies`, {
      method: 'POST',
      step: 'ceremony',
      body,
    });
    world.one.ceremony = id;
  };
  const hold = async (): Promise<void> =>
    void (await world.asOfficer(`${API}/ceremonies/${world.one.ceremony}/holding`, {
      method: 'POST',
      step: 'holding',
    }));
  return [
    { at, rank: 12, label: 'ceremony planned', run: prepare },
    { at: plan.startsAt, rank: 70, label: 'closing ceremony', run: hold },
  ];
}
