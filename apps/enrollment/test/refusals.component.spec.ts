import { v7 as uuid } from 'uuid';
import { OrganizationStateV1, PersonStateV1 } from '@app/contracts';
import { RunningEnrollment } from './running-enrollment.js';
import { aPerson, aScene, enrolled, granted, inDays, nominated, type Scene } from './scene.js';

let service: RunningEnrollment;
let scene: Scene;

beforeAll(async () => {
  service = await RunningEnrollment.start();
  scene = await aScene(service);
}, 60_000);

afterAll(() => service?.stop());

async function aNomination(overrides: object = {}) {
  const { cohortId, university: organizationId } = scene;
  return { cohortId, organizationId, personId: await aPerson(service), category: 'rector', ...overrides };
}

const submit = async (overrides: object = {}) =>
  scene.coordinator.post('/v1/nominations', await aNomination(overrides));

describe('a nomination', () => {
  it.each([
    ['an unknown field', { colour: 'red' }, '/colour', 'unknown-field'],
    ['a number as category', { category: 7 }, '/category', 'matches'],
    ['a category that is no code', { category: 'vice rector!' }, '/category', 'matches'],
    ['a person that is no id', { personId: 'Asel' }, '/personId', 'is-uuid'],
    ['an empty motivation', { motivation: '' }, '/motivation', 'is-length'],
  ])('is refused: %s', async (_, overrides, pointer, code) => {
    const { status, body } = await submit(overrides);

    expect(status).toBe(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each(['cohortId', 'personId'])('of a %s that has not become known yet is to be tried again', async (field) => {
    const { status, headers, body } = await submit({ [field]: uuid() });

    expect([status, body.code, headers['retry-after']]).toEqual([503, 'not-known-yet', '1']);
  });

  it('is the coordinator of that organization to hand in', async () => {
    const body = await aNomination();

    for (const caller of [scene.otherCoordinator, scene.organizer, await service.as(uuid())]) {
      expect(await caller.post('/v1/nominations', body)).toMatchObject({
        status: 403,
        body: { code: 'right-missing' },
      });
    }
  });

  it('is taken in the window only', async () => {
    const early = await aScene(service, { nominations: { opensAt: inDays(1), closesAt: inDays(2) } });
    const late = await aScene(service, { nominations: { opensAt: inDays(-2), closesAt: inDays(-1) } });
    const codes = await Promise.all(
      [early, late].map(async ({ coordinator, cohortId, university: organizationId }) => {
        const answer = await coordinator.post('/v1/nominations', await aNomination({ cohortId, organizationId }));
        return [answer.status, answer.body.code];
      }),
    );

    expect(codes).toEqual([
      [409, 'nomination-window-not-open'],
      [409, 'nomination-window-closed'],
    ]);
  });

  it('is not made twice, not even by an organization that cannot see the first', async () => {
    const body = await aNomination();
    const first = await scene.coordinator.make('/v1/nominations', body);
    const again = await scene.coordinator.post('/v1/nominations', body);
    const elsewhere = { ...body, organizationId: scene.otherUniversity };

    expect(again).toMatchObject({ status: 409, body: { code: 'person-already-nominated' } });
    expect((await scene.otherCoordinator.post('/v1/nominations', elsewhere)).body.code).toBe(
      'person-already-nominated',
    );
    await scene.coordinator.make(`/v1/nominations/${first.id}/withdrawal`);
    expect((await scene.otherCoordinator.post('/v1/nominations', elsewhere)).status).toBe(201);
  });

  it('of a closed organization or a deactivated person is refused', async () => {
    const personId = await aPerson(service);
    await service.tell(PersonStateV1, personId, { active: false });
    const closed = await aScene(service);
    await service.tell(OrganizationStateV1, closed.university, { active: false });
    await service.settled();
    const { cohortId, university: organizationId } = closed;

    expect((await submit({ personId })).body.code).toBe('person-not-active');
    const answer = await closed.coordinator.post('/v1/nominations', await aNomination({ cohortId, organizationId }));
    expect(answer.body.code).toBe('organization-not-active');
  });

  it('is decided once', async () => {
    const { id } = await nominated(service, scene);
    await scene.organizer.make(`/v1/nominations/${id}/declination`, { reason: 'no-seat' });

    for (const act of ['admission', 'declination']) {
      const answer = await scene.organizer.post(
        `/v1/nominations/${id}/${act}`,
        act === 'admission' ? {} : { reason: 'x' },
      );
      expect(answer).toMatchObject({ status: 409, body: { code: 'nomination-already-decided' } });
    }
    expect((await scene.coordinator.post(`/v1/nominations/${id}/withdrawal`)).body.code).toBe(
      'nomination-already-decided',
    );
  });

  it('is returned, corrected on the version that was read, waitlisted and admitted', async () => {
    const { id } = await nominated(service, scene);
    const url = `/v1/nominations/${id}`;
    const returned = await scene.organizer.make(`${url}/return`, { note: 'Which faculty?' });
    const correction = { category: 'dean', categoryNote: 'Faculty of law' };

    expect((await scene.coordinator.put(url, correction, 1)).status).toBe(412);
    expect((await scene.organizer.put(url, correction, 2)).body.code).toBe('right-missing');
    const corrected = await scene.coordinator.put(url, correction, returned.version);
    expect(corrected.body).toMatchObject({ status: 'submitted', returnNote: null, ...correction });
    await scene.organizer.make(`${url}/waitlisting`);
    await scene.organizer.make(`${url}/admission`);
    expect(
      (await scene.organizer.get(`/v1/participants?cohortId=${scene.cohortId}&status=active`)).body.data,
    ).toContainEqual(expect.objectContaining({ nominationId: id, category: 'dean' }));
  });

  it('is decided by its organizer', async () => {
    const { id } = await nominated(service, scene);
    const stranger = await granted(service, 'program-organizer', uuid());
    const ofProgram = await granted(service, 'program-organizer', scene.programId, uuid(), 'program');
    await service.settled();

    expect((await scene.coordinator.post(`/v1/nominations/${id}/admission`)).body.code).toBe('right-missing');
    expect((await stranger.post(`/v1/nominations/${id}/admission`)).body.code).toBe('nomination-not-found');
    expect((await ofProgram.post(`/v1/nominations/${id}/admission`)).status).toBe(201);
  });
});

describe('an Idempotency-Key', () => {
  it('gives the same answer again, and none to another body', async () => {
    const headers = { 'idempotency-key': uuid() };
    const body = await aNomination();
    const first = await scene.coordinator.post('/v1/nominations', body, headers);
    const again = await scene.coordinator.post('/v1/nominations', body, headers);
    const other = await scene.coordinator.post('/v1/nominations', { ...body, category: 'dean' }, headers);

    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(other.status).toBe(422);
    expect(await service.rows('SELECT 1 FROM nominations WHERE person_id = $1', [body.personId])).toHaveLength(1);
  });
});

describe('what others may not see', () => {
  it('does not exist for them', async () => {
    const { id, personId } = await enrolled(service, scene);
    const [nomination] = await service.rows('SELECT id FROM nominations WHERE person_id = $1', [personId]);
    const person = await service.as(personId);
    const officer = await granted(service, 'ministry-officer', null);
    const passerBy = await service.as(uuid());
    await service.settled();

    for (const url of [`/v1/participants/${id}`, `/v1/nominations/${nomination.id}`]) {
      for (const caller of [scene.coordinator, scene.organizer, person, officer]) {
        expect((await caller.get(url)).status).toBe(200);
      }
      for (const caller of [scene.otherCoordinator, passerBy]) expect((await caller.get(url)).status).toBe(404);
    }
    expect((await scene.otherCoordinator.post(`/v1/participants/${id}/withdrawal`, { reason: 'x' })).status).toBe(404);
    expect((await person.post(`/v1/participants/${id}/withdrawal`, { reason: 'x' })).body.code).toBe('right-missing');
    const url = `/v1/cohorts/${scene.cohortId}`;
    expect((await passerBy.get(`${url}/progress`)).body.data).toEqual([]);
    expect((await passerBy.get(`${url}/figures`)).body).toMatchObject({
      enrolled: 0,
      nominated: 0,
      attendanceRecords: 0,
    });
    expect((await person.get(`${url}/progress`)).body.data).toMatchObject([{ participantId: id, personId }]);
  });
});

describe('lists', () => {
  it('go on where the page before ended, and refuse a cursor that no list gave out', async () => {
    const own = await aScene(service);
    const made = [await nominated(service, own), await nominated(service, own), await nominated(service, own)];
    const list = (query: string) => own.organizer.get(`/v1/nominations?cohortId=${own.cohortId}&limit=2${query}`);

    const first = (await list('')).body;
    const second = (await list(`&cursor=${first.page.nextCursor}`)).body;

    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    expect(second.page).toEqual({ nextCursor: null, hasMore: false });
    const forged = Buffer.from('["x"]').toString('base64url');
    expect((await list(`&cursor=${forged}`)).body.code).toBe('cursor-malformed');
    expect((await list('&status=asleep')).status).toBe(400);
    expect((await list('&colour=red')).status).toBe(400);
  });

  it('know no figures of a cohort that does not exist', async () => {
    expect((await scene.organizer.get(`/v1/cohorts/${uuid()}/figures`)).body.code).toBe('cohort-not-found');
    expect((await scene.organizer.get('/v1/cohorts/x/progress')).status).toBe(400);
  });
});
