import { v7 as uuid } from 'uuid';
import { RunningEnrollment } from './running-enrollment.js';
import { aScene, enrolled, tellSession } from './scene.js';

let service: RunningEnrollment;

beforeAll(async () => {
  service = await RunningEnrollment.start();
}, 60_000);

afterAll(() => service?.stop());

const present = (id: string) => ({ participantId: id, status: 'present' });

describe('an attendance sheet', () => {
  const url = (sessionId: string) => `/v1/sessions/${sessionId}/attendance-sheet`;

  it('is refused before the session, for strangers, with gaps, and the second time', async () => {
    const own = await aScene(service);
    const [one, other] = [await enrolled(service, own), await enrolled(service, own)];
    const scheduled = await tellSession(service, own.cohortId, { status: 'scheduled' });
    const session = await tellSession(service, own.cohortId);
    const both = { records: [present(one.id), present(other.id)] };

    expect((await own.organizer.post(url(scheduled), both)).body.code).toBe('session-not-held');
    expect((await own.organizer.post(url(uuid()), both)).status).toBe(503);
    expect((await own.coordinator.post(url(session), both)).body.code).toBe('right-missing');
    expect((await own.organizer.get(url(session))).body.code).toBe('attendance-not-recorded');
    const wrong = await own.organizer.post(url(session), { records: [present(one.id), present(uuid())] });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'attendance-sheet-does-not-match' } });
    expect(wrong.body.errors).toMatchObject([
      { pointer: '/records/1/participantId', code: 'participant-not-of-cohort' },
      { pointer: '/records', code: 'participant-missing' },
    ]);
    expect(
      (await own.organizer.post(url(session), { records: [{ ...present(one.id), status: 'asleep' }] })).status,
    ).toBe(400);
    expect((await own.organizer.post(url(session), both)).status).toBe(201);
    expect((await own.organizer.post(url(session), both)).body.code).toBe('attendance-already-recorded');
  });

  it('is corrected on the version that was read', async () => {
    const own = await aScene(service);
    const { id } = await enrolled(service, own);
    const session = await tellSession(service, own.cohortId);
    await own.organizer.make(url(session), { records: [{ participantId: id, status: 'absent' }] });
    const correction = { records: [present(id)] };

    expect((await own.organizer.put(url(session), correction)).status).toBe(428);
    expect((await own.organizer.put(url(session), correction, 7)).status).toBe(412);
    expect(await own.organizer.put(url(session), correction, 1)).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await own.organizer.put(url(session), correction, 1)).status).toBe(412);
    expect((await own.coordinator.get(url(session))).body.records).toEqual([present(id)]);
  });

  it('shows others only the lines they may see', async () => {
    const own = await aScene(service);
    const [one, other] = [await enrolled(service, own), await enrolled(service, own)];
    const session = await tellSession(service, own.cohortId);
    await own.organizer.make(url(session), { records: [present(one.id), present(other.id)] });

    const person = await service.as(one.personId);

    expect((await person.get(url(session))).body.records).toEqual([present(one.id)]);
    expect((await own.otherCoordinator.get(url(session))).status).toBe(404);
  });
});

describe('a participant who has left', () => {
  it('leaves once, and not after completing', async () => {
    const own = await aScene(service);
    const [gone, done] = [await enrolled(service, own), await enrolled(service, own)];
    const leave = (id: string) => own.organizer.post(`/v1/participants/${id}/withdrawal`, { reason: 'illness' });

    expect(await leave(gone.id)).toMatchObject({
      status: 200,
      body: { status: 'withdrawn', withdrawalReason: 'illness' },
    });
    expect((await leave(gone.id)).body.code).toBe('participant-already-withdrawn');
    const session = await tellSession(service, own.cohortId);
    await own.organizer.make(`/v1/sessions/${session}/attendance-sheet`, { records: [present(done.id)] });
    expect((await leave(done.id)).body.code).toBe('completion-already-attained');
  });
});
