import type { PackSession } from '../pack.ts';
import { eachSideBySide, type Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/programs/v1';

/** Modules and sessions: scheduled at once, then moved, cancelled or held, each with its attendance. */
export function calendar(world: World, at: string): Step[] {
  return [
    { at, rank: 11, label: 'modules', run: () => scheduleModules(world) },
    { at, rank: 12, label: 'sessions', run: () => scheduleSessions(world) },
    ...world.pack.sessions.flatMap((session) => course(world, session)),
  ];
}

async function scheduleModules(world: World): Promise<void> {
  await eachSideBySide(world.pack.modules, async ({ key, partners, ...module }) => {
    const body = { ...module, partners: world.partners(partners ?? []) };
    const path = `${API}/cohorts/${world.one.cohort}/modules`;
    world.remember('module', key, (await world.asOfficer(path, { method: 'POST', step: key, body })).id);
  });
}

async function scheduleSessions(world: World): Promise<void> {
  await eachSideBySide(world.pack.sessions, async (session) => {
    const { key, module, cancelled: _c, rescheduled: _r, exercise: _e, reflection: _f, ...details } = session;
    const { speakers, agenda, ...rest } = details;
    const body = {
      ...rest,
      ...(module && { moduleId: world.id('module', module) }),
      speakers: world.named(speakers ?? []),
      agenda: ((agenda as object[]) ?? []).map((item, index) => ({ order: index + 1, ...item })),
    };
    const path = `${API}/cohorts/${world.one.cohort}/sessions`;
    world.remember('session', key, (await world.asOfficer(path, { method: 'POST', step: key, body })).id);
  });
}

/** What becomes of one session. */
function course(world: World, session: PackSession): Step[] {
  const { cancelled, rescheduled } = session;
  const end = (rescheduled ?? session).endsAt;
  const path = (): string => `${API}/sessions/${world.id('session', session.key)}`;
  const act = async (name: string, body?: unknown, ifMatch?: number): Promise<void> =>
    void (await world.asOfficer(`${path()}/${name}`, { method: 'POST', step: name, body, ifMatch }));
  const steps: Step[] = [];
  if (rescheduled) {
    const { at, ...times } = rescheduled;
    const move = async (): Promise<void> => act('rescheduling', times, (await world.asOfficer(path())).version);
    steps.push({ at, rank: 20, label: 'session moved', run: move });
  }
  if (cancelled) {
    const { at, reason } = cancelled;
    return [...steps, { at, rank: 20, label: 'session cancelled', run: () => act('cancellation', { reason }) }];
  }
  steps.push({ at: end, rank: 30, label: 'session held', run: () => act('holding') });
  steps.push({ at: end, rank: 31, label: 'attendance', run: () => recordAttendance(world, session.key, end) });
  return steps;
}

async function recordAttendance(world: World, session: string, at: string): Promise<void> {
  const { usual, exceptions } = world.pack.attendance;
  const present = world.pack.nominations.filter(({ person }) => world.isActive(person, at));
  const records = present.map(({ person }) => ({
    participantId: world.id('participant', person),
    status: exceptions.find((entry) => entry.person === person && entry.session === session)?.status ?? usual,
  }));
  const path = `/api/enrollment/v1/sessions/${world.id('session', session)}/attendance-sheet`;
  await world.asOfficer(path, { method: 'POST', step: 'sheet', body: { records } });
}
