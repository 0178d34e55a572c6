import { v7 as uuid } from 'uuid';
import { CeremonyHeldV1, CohortStateV1, ModuleStateV1, SessionHeldV1, SessionStateV1 } from '@app/contracts';
import { aModulePlan, aSessionPlan } from './builders.js';
import { ifMatch, pointersOf, refusal, type Json } from './caller.js';
import { RunningPrograms } from './running-programs.js';
import { Scene } from './scene.js';

let service: RunningPrograms;
let scene: Scene;

beforeAll(async () => {
  service = await RunningPrograms.start();
  await service.setClock('2025-02-10T13:00:00Z');
  scene = await Scene.of(service);
}, 60_000);

afterAll(() => service?.stop());

describe('what a cohort has', () => {
  it('is scheduled, moved, held, counted and told', async () => {
    const { id: cohortId } = await scene.cohort('running');
    const shanghai = { number: 2, kind: 'international', country: 'CN', timeZone: 'Asia/Shanghai' } as const;
    const [first, abroad] = [await scene.module(cohortId), await scene.module(cohortId, shanghai)];
    const held = await scene.session(cohortId, { moduleId: first.id });
    const moved = await scene.session(cohortId, { moduleId: abroad.id, number: 2 });
    const cancelled = await scene.session(cohortId, { number: 3, counted: false });
    const times = { startsAt: '2025-02-11T01:00:00+08:00', endsAt: '2025-02-11T03:00:00+08:00' };
    const act = (session: Json, name: string, body = {}, headers = {}) =>
      scene.organizer.make(`/v1/sessions/${session.id}/${name}`, body, headers);

    await act(held, 'holding');
    const online = await act(moved, 'rescheduling', { ...times, mode: 'online' }, ifMatch(1));
    await act(cancelled, 'cancellation', { reason: 'Storm' });

    expect(online).toMatchObject({ version: 2, mode: 'online', startsAt: '2025-02-10T17:00:00.000Z' });
    const [fact] = await service.published(SessionHeldV1, held.id);
    expect(fact.data).toMatchObject({ cohortId, moduleId: first.id, mode: 'onsite' });
    expect(await service.state(ModuleStateV1, abroad.id, 1)).toMatchObject({ cohortId, ...shanghai });
    expect(await service.state(SessionStateV1, held.id, 2)).toMatchObject({ status: 'held', moduleId: first.id });
    expect(await service.state(SessionStateV1, moved.id, 2)).toMatchObject({ mode: 'online', status: 'scheduled' });
    const state = await service.state(SessionStateV1, cancelled.id, 2);
    expect(state).toMatchObject({ status: 'cancelled', counted: false, moduleId: null });
    expect(state).not.toHaveProperty('cancellationReason');
    expect((await scene.stranger.get(`/v1/cohorts/${cohortId}/figures`)).body).toEqual({
      modulesScheduled: 2,
      modulesHeld: 1,
      sessionsScheduled: 1,
      sessionsHeld: 1,
      sessionsCancelled: 1,
    });
  });

  it('is shown to everybody, in its order', async () => {
    const { id } = await scene.cohort();
    const speakers = [{ name: 'Ләззат', kind: 'national-expert', affiliation: 'NU GSE' }];
    const venue = { building: 'Library', floor: '1', capacity: 40 };
    for (const number of [2, 1]) await scene.module(id, { number });
    for (const number of [2, 1]) await scene.session(id, { number, speakers, venue });
    const ceremony = await scene.ceremony(id);
    const list = async (name: string) => (await scene.stranger.get(`/v1/cohorts/${id}/${name}`)).body.data;

    const [modules, sessions] = [await list('modules'), await list('sessions')];

    expect(modules).toMatchObject([aModulePlan({ number: 1 }), aModulePlan({ number: 2 })]);
    expect(sessions).toMatchObject([1, 2].map((number) => ({ number, status: 'scheduled', speakers, venue })));
    expect(await list('ceremonies')).toEqual([ceremony]);
    for (const [kind, row] of [
      ['modules', modules[0]],
      ['sessions', sessions[0]],
      ['ceremonies', ceremony],
    ] as const) {
      expect((await scene.stranger.get(`/v1/${kind}/${row.id}`)).body).toEqual(row);
    }
  });

  it('is revised, with room for its sessions', async () => {
    const { id } = await scene.cohort();
    const module = await scene.module(id);
    await scene.session(id, { moduleId: module.id });

    const revised = await scene.organizer.put(
      `/v1/modules/${module.id}`,
      aModulePlan({ city: 'Алматы', theme: null, endsOn: '2025-02-10' }),
      ifMatch(1),
    );

    expect(revised).toMatchObject({ status: 200, body: { version: 2, city: 'Алматы', theme: null } });
    expect(await service.state(ModuleStateV1, module.id, 2)).toMatchObject({ city: 'Алматы', endsOn: '2025-02-10' });
  });

  it('is thanked for at the ceremony', async () => {
    const { id } = await scene.cohort('running');
    const [mentor, partner] = [uuid(), await service.organization()];
    const url = `/v1/cohorts/${id}/contributions`;
    await service.settled();
    const thanked = [
      await scene.organizer.make(url, { role: 'mentor', personId: mentor }),
      await scene.organizer.make(url, { role: 'partner', organizationId: partner }),
    ];
    const ceremony = await scene.ceremony(id, { startsAt: '2025-02-10T12:00:00Z' });

    const held = await scene.organizer.make(`/v1/ceremonies/${ceremony.id}/holding`);

    expect(held).toMatchObject({ version: 2, heldAt: expect.stringMatching(/^2025-02-10T13:/) });
    const [fact] = await service.published(CeremonyHeldV1, ceremony.id);
    expect(fact.data).toEqual({
      cohortId: id,
      heldAt: held.heldAt,
      honorees: [
        { contributionId: thanked[0].id, role: 'mentor', holder: { kind: 'person', id: mentor } },
        { contributionId: thanked[1].id, role: 'partner', holder: { kind: 'organization', id: partner } },
      ],
    });
  });

  it('happens once, however many say so at the same time', async () => {
    const { id } = await scene.cohort('running');
    const [session, number] = [await scene.session(id), 7];
    const twice = async (url: string, body = {}) =>
      (await Promise.all([1, 2].map(() => scene.organizer.post(url, body)))).map(({ status }) => status);
    const oneOf = (done: number) => expect.arrayContaining([done, 409]);

    expect(await twice(`/v1/sessions/${session.id}/holding`)).toEqual(oneOf(200));
    expect(await twice(`/v1/cohorts/${id}/sessions`, aSessionPlan({ number }))).toEqual(oneOf(201));
    expect(await twice(`/v1/cohorts/${id}/pause`)).toEqual(oneOf(200));
    await service.state(CohortStateV1, id, 4);
    expect(await service.published(SessionHeldV1, session.id)).toHaveLength(1);
  });
});

describe('time', () => {
  beforeAll(() => service.setClock('2025-02-10T04:00:00Z'));

  it('of a session lies in the days of its module, where people meet', async () => {
    const { id } = await scene.cohort();
    const abroad = { startsOn: '2025-05-19', endsOn: '2025-05-23', timeZone: 'Asia/Shanghai' };
    const { id: moduleId } = await scene.module(id, abroad);
    const plan = (startsAt: string, endsAt: string, number: number) =>
      scene.organizer.post(`/v1/cohorts/${id}/sessions`, {
        ...aSessionPlan({ startsAt, endsAt, number, timeZone: 'Asia/Shanghai' }),
        moduleId,
      });

    const early = await plan('2025-05-18T23:30:00+08:00', '2025-05-19T02:00:00+08:00', 1);
    const late = await plan('2025-05-23T22:00:00+08:00', '2025-05-24T00:30:00+08:00', 1);
    const almaty = await plan('2025-05-18T21:30:00+05:00', '2025-05-18T23:00:00+05:00', 1);

    expect([...refusal(early), ...pointersOf(early)]).toEqual([400, 'session-outside-days', '/startsAt']);
    expect([...refusal(late), ...pointersOf(late)]).toEqual([400, 'session-outside-days', '/endsAt']);
    expect(almaty.status).toBe(201);
  });

  it('is that of the platform: nothing is held before it begins, and a cohort ends with its sessions', async () => {
    const { id } = await scene.cohort('running');
    const session = await scene.session(id);
    const ceremony = await scene.ceremony(id, { startsAt: '2025-02-10T05:00:00Z' });
    const { organizer } = scene;

    expect(refusal(await organizer.post(`/v1/sessions/${session.id}/holding`))).toEqual([409, 'session-not-begun']);
    expect(refusal(await organizer.post(`/v1/ceremonies/${ceremony.id}/holding`))).toEqual([409, 'ceremony-not-begun']);
    const conclusion = await organizer.post(`/v1/cohorts/${id}/conclusion`);
    expect(conclusion.body).toMatchObject({ status: 409, code: 'sessions-outstanding', params: { count: 1 } });

    await service.setClock('2025-02-10T05:00:00Z');
    for (const [what, { id: one }] of [
      ['sessions', session],
      ['ceremonies', ceremony],
    ] as const) {
      expect((await organizer.post(`/v1/${what}/${one}/holding`)).status).toBe(200);
    }
    expect((await organizer.post(`/v1/cohorts/${id}/conclusion`)).status).toBe(200);
    expect(refusal(await organizer.post(`/v1/cohorts/${id}/modules`, aModulePlan()))).toEqual([
      409,
      'cohort-not-in-status',
    ]);
  });

  it('stands still in a cohort that is paused', async () => {
    const { id } = await scene.cohort('running');
    const session = await scene.session(id, { startsAt: '2025-02-10T03:00:00Z' });
    await scene.organizer.make(`/v1/cohorts/${id}/pause`);

    const held = await scene.organizer.post(`/v1/sessions/${session.id}/holding`);
    const concluded = await scene.organizer.post(`/v1/cohorts/${id}/conclusion`);

    expect(refusal(held)).toEqual([409, 'cohort-not-in-status']);
    expect(refusal(concluded)).toEqual([409, 'sessions-outstanding']);
  });
});
