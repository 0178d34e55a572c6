import { v7 as uuid } from 'uuid';
import { aModulePlan, aPlan, aSessionPlan } from './builders.js';
import { ifMatch, pointersOf, refusal, type Json } from './caller.js';
import { RunningPrograms } from './running-programs.js';
import { aProgramBody, Scene } from './scene.js';

let service: RunningPrograms;
let scene: Scene;
let running: Json;

beforeAll(async () => {
  service = await RunningPrograms.start();
  await service.setClock('2025-02-10T04:00:00Z');
  scene = await Scene.of(service);
  running = await scene.cohort('running');
}, 60_000);

afterAll(() => service?.stop());

describe('the organizer of another school', () => {
  it('reads what is offered and does none of the acts', async () => {
    const cohort = await scene.cohort();
    const coordinator = await service.granted('coordinator', 'organization', scene.organizerId);
    const passerBy = await service.as(uuid());
    const [before] = await service.rows('SELECT count(*) FROM event_log');

    expect((await scene.stranger.get(`/v1/cohorts/${cohort.id}`)).status).toBe(200);
    const acts = await scene.acts(cohort);
    for (const { method, url, body, headers } of acts) {
      for (const caller of [scene.stranger, coordinator, passerBy]) {
        expect([url, ...refusal(await caller.send(method, url, body, headers))]).toEqual([url, 403, 'right-missing']);
      }
    }
    const { paths } = (await passerBy.get('/openapi.json')).body;
    const routes = Object.entries<Json>(paths).flatMap(([path, { post, put }]) => [
      ...(post ? [`POST ${path}`] : []),
      ...(put ? [`PUT ${path}`] : []),
    ]);
    const tried = acts.map(({ method, url }) => `${method} ${url.replace(/[0-9a-f-]{36}/, '{id}')}`);
    const others = /operations|\/v1\/programs(\/{id}\/commission)?$/;
    expect(routes.filter((route) => !others.test(route)).sort()).toEqual(tried.sort());
    expect(await service.rows('SELECT count(*) FROM event_log')).toEqual([before]);
    const audited = await service.rows(`SELECT 1 FROM audit_log WHERE status = 'right-missing'`);
    expect(audited.length).toBeGreaterThanOrEqual(3 * acts.length);
  });

  it('registers no program for the school, and only the ministry commissions', async () => {
    const { stranger, organizer, officer, organizerId, ministryId, programId } = scene;
    const commission = { commissionerId: ministryId };

    for (const caller of [stranger, officer]) {
      const answer = await caller.post('/v1/programs', aProgramBody({ organizerId }));
      expect(refusal(answer)).toEqual([403, 'right-missing']);
    }
    for (const caller of [stranger, organizer]) {
      const answer = await caller.post(`/v1/programs/${programId}/commission`, commission);
      expect(refusal(answer)).toEqual([403, 'right-missing']);
    }
  });

  it('does not see who gave what; the contributor does', async () => {
    const [partner, url] = [await service.organization(), `/v1/cohorts/${running.id}/contributions`];
    const ofPartner = await service.granted('coordinator', 'organization', partner);
    const mentor = uuid();
    const own = await scene.organizer.make(url, { role: 'partner', organizationId: partner });
    await scene.organizer.make(url, { role: 'mentor', personId: mentor });

    expect((await scene.stranger.get(url)).body).toEqual({ data: [] });
    expect((await ofPartner.get(url)).body).toEqual({ data: [own] });
    expect((await (await service.as(mentor)).get(url)).body.data).toMatchObject([{ contributorId: mentor }]);
    expect((await scene.officer.get(url)).body.data).toHaveLength(2);
  });

  it('organizes one program where that was granted', async () => {
    const cohort = await scene.cohort();
    const ofProgram = await service.granted('program-organizer', 'program', scene.programId);
    const other = await Scene.of(service);

    expect((await ofProgram.post(`/v1/cohorts/${cohort.id}/opening`)).status).toBe(200);
    expect((await ofProgram.post(`/v1/cohorts/${cohort.id}/modules`, aModulePlan())).status).toBe(201);
    const elsewhere = await ofProgram.post(`/v1/cohorts/${(await other.cohort()).id}/opening`);
    expect(refusal(elsewhere)).toEqual([403, 'right-missing']);
  });
});

describe('a change', () => {
  it('names the version that it means', async () => {
    const cohort = await scene.cohort();
    const [module, session] = [await scene.module(cohort.id), await scene.session(cohort.id)];
    const { startsAt, endsAt } = aSessionPlan();
    const { organizer } = scene;
    const changes = [
      (headers: Record<string, string>) => organizer.put(`/v1/cohorts/${cohort.id}`, aPlan(), headers),
      (headers: Record<string, string>) => organizer.put(`/v1/modules/${module.id}`, aModulePlan(), headers),
      (headers: Record<string, string>) =>
        organizer.post(`/v1/sessions/${session.id}/rescheduling`, { startsAt, endsAt }, headers),
    ];

    for (const change of changes) {
      expect(refusal(await change({}))).toEqual([428, 'if-match-missing']);
      expect(refusal(await change({ 'if-match': '7' }))).toEqual([400, 'if-match-malformed']);
      expect(refusal(await change(ifMatch(2)))).toEqual([412, 'version-stale']);
      expect((await change(ifMatch(1))).status).toBe(200);
      expect(refusal(await change(ifMatch(1)))).toEqual([412, 'version-stale']);
    }
  });

  it('with a used Idempotency-Key gets the first answer, and none for another body', async () => {
    const headers = { 'idempotency-key': uuid() };
    const body = aProgramBody({ organizerId: scene.organizerId });
    const first = await scene.organizer.post('/v1/programs', body, headers);
    const again = await scene.organizer.post('/v1/programs', body, headers);
    const other = await scene.organizer.post('/v1/programs', { ...body, code: 'OTHER' }, headers);

    expect(again).toMatchObject({ status: 201, body: first.body, headers: { 'idempotency-replayed': 'true' } });
    expect(refusal(other)).toEqual([422, 'idempotency-key-reused']);
    expect(await service.rows('SELECT 1 FROM programs WHERE code = $1', [body.code])).toHaveLength(1);
  });

  it('takes no code and no number that is taken', async () => {
    const { organizer, organizerId, programId } = scene;
    const { id, code } = await scene.cohort();
    const other = await scene.cohort();
    const program = aProgramBody({ organizerId });
    await organizer.make('/v1/programs', program);
    await scene.module(id);
    const second = await scene.module(id, { number: 2 });
    await scene.session(id);

    expect(refusal(await organizer.post('/v1/programs', program))).toEqual([409, 'program-code-taken']);
    for (const answer of [
      await organizer.post(`/v1/programs/${programId}/cohorts`, aPlan({ code })),
      await organizer.put(`/v1/cohorts/${other.id}`, aPlan({ code }), ifMatch(1)),
    ]) {
      expect([...refusal(answer), ...pointersOf(answer)]).toEqual([409, 'cohort-code-taken', '/code']);
    }
    for (const answer of [
      await organizer.post(`/v1/cohorts/${id}/modules`, aModulePlan()),
      await organizer.put(`/v1/modules/${second.id}`, aModulePlan(), ifMatch(1)),
    ]) {
      expect(refusal(answer)).toEqual([409, 'module-number-taken']);
    }
    expect(refusal(await organizer.post(`/v1/cohorts/${id}/sessions`, aSessionPlan()))).toEqual([
      409,
      'session-number-taken',
    ]);
  });

  it('leaves out nothing that is scheduled', async () => {
    const { id } = await scene.cohort();
    const module = await scene.module(id);
    await scene.session(id, { moduleId: module.id });
    const later = { startsOn: '2025-02-11' };

    const cohort = await scene.organizer.put(`/v1/cohorts/${id}`, aPlan(later), ifMatch(1));
    const moved = await scene.organizer.put(`/v1/modules/${module.id}`, aModulePlan(later), ifMatch(1));

    expect(refusal(cohort)).toEqual([409, 'scheduled-outside-days']);
    expect(refusal(moved)).toEqual([409, 'scheduled-outside-days']);
  });
});

describe('what happens once', () => {
  it('does not happen again', async () => {
    const { organizer, officer } = scene;
    const own = await Scene.of(service);
    const commission = [`/v1/programs/${own.programId}/commission`, { commissionerId: own.ministryId }] as const;
    const ceremony = await scene.ceremony(running.id, { startsAt: '2025-02-10T03:00:00Z' });
    const contribution = [`/v1/cohorts/${running.id}/contributions`, { role: 'volunteer', personId: uuid() }] as const;
    const cancelled = await scene.session(running.id, { number: 50 });

    await officer.make(...commission);
    await organizer.make(`/v1/ceremonies/${ceremony.id}/holding`);
    await organizer.make(...contribution);
    await organizer.make(`/v1/sessions/${cancelled.id}/cancellation`, { reason: 'Storm' });

    expect(refusal(await officer.post(...commission))).toEqual([409, 'program-already-commissioned']);
    const heldAgain = await organizer.post(`/v1/ceremonies/${ceremony.id}/holding`);
    expect(refusal(heldAgain)).toEqual([409, 'ceremony-already-held']);
    expect(refusal(await organizer.post(...contribution))).toEqual([409, 'contribution-already-recorded']);
    for (const act of ['holding', 'cancellation']) {
      const answer = await organizer.post(
        `/v1/sessions/${cancelled.id}/${act}`,
        act === 'holding' ? {} : { reason: 'x' },
      );
      expect(refusal(answer)).toEqual([409, 'session-not-scheduled']);
    }
    expect(refusal(await organizer.post(`/v1/cohorts/${running.id}/start`))).toEqual([409, 'cohort-not-in-status']);
  });
});
