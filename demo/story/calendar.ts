import type { PackSession } from '../pack.ts';
import { eachSideBySide, type Step } from '../timeline.ts';
import type { World } from '../world.ts';

const API = '/api/programs/v1';
const DAY_MS = 86_400_000;

/** Modules and sessions: scheduled at once, then moved, cancelled or held, each with its attendance. */
export function calendar(world: World, at: string): Step[] {
  return [
    { at, rank: 11, label: 'modules', run: () => scheduleModules(world) },
    { at, rank: 12, label: 'sessions', run: () => scheduleSessions(world) },
    ...recurring(world),
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
  const single = world.pack.sessions.filter((session) => !seriesOf(world, session));
  await eachSideBySide(single, async (session) => {
    const { key, module, cancelled: _c, rescheduled: _r, exercise: _e, reflection: _f, ...details } = session;
    const { speakers, agenda, ...rest } = details;
    const body = {
      ...rest,
      ...(module && { moduleId: world.id('module', module) }),
      speakers: world.named(speakers ?? []),
      agenda: ordered(agenda),
    };
    const path = `${API}/cohorts/${world.one.cohort}/sessions`;
    world.remember('session', key, (await world.asOfficer(path, { method: 'POST', step: key, body })).id);
  });
}

type Series = NonNullable<World['pack']['series']>[number];

/** The series that a session is an occurrence of: the last one that has begun by then. */
function seriesOf(world: World, session: PackSession): Series | undefined {
  if (session.module) return undefined;
  const begun = (world.pack.series ?? []).filter(
    (one) => Date.parse(one.firstStartsAt) <= Date.parse(session.startsAt),
  );
  return begun.at(-1);
}

/** Each series becomes sessions shortly before it begins, as far as the story follows it. */
function recurring(world: World): Step[] {
  return (world.pack.series ?? []).map((series) => ({
    at: new Date(Date.parse(series.firstStartsAt) - DAY_MS / 2).toISOString(),
    rank: 18,
    label: 'session series',
    run: () => scheduleSeries(world, series),
  }));
}

async function scheduleSeries(world: World, series: Series): Promise<void> {
  const path = `${API}/cohorts/${world.one.cohort}/session-series`;
  const { id } = await world.asOfficer(path, { method: 'POST', step: series.firstStartsAt, body: series });
  const listed = world.pack.sessions.filter((session) => seriesOf(world, session) === series);
  const until = listed.map(({ startsAt }) => startsAt.slice(0, 10)).sort((a, b) => (a < b ? 1 : -1))[0];
  if (!until) return;
  const made = await world.asOfficer(`${API}/session-series/${id}/sessions`, { method: 'POST', body: { until } });
  for (const session of listed) {
    const startsAt = new Date(session.startsAt).toISOString();
    const occurrence = made.data.find((one: { startsAt: string }) => new Date(one.startsAt).toISOString() === startsAt);
    if (!occurrence) throw new Error(`Session ${session.key} is no occurrence of its series: ${startsAt}`);
    world.remember('session', session.key, occurrence.id);
    await fill(world, session, occurrence.version);
  }
}

/** An occurrence of a series has neither speakers nor agenda of its own. */
async function fill(world: World, { key, speakers, agenda, materials }: PackSession, version: number): Promise<void> {
  if (!speakers && !agenda && !materials) return;
  const body = { speakers: world.named(speakers ?? []), agenda: ordered(agenda), materials: materials ?? [] };
  await world.asOfficer(`${API}/sessions/${world.id('session', key)}/content`, {
    method: 'PUT',
    body,
    ifMatch: version,
  });
}

function ordered(agenda: unknown): object[] {
  return ((agenda as object[] | undefined) ?? []).map((item, index) => ({ order: index + 1, ...item }));
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
