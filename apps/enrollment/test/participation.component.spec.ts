import { v7 as uuid } from 'uuid';
import { ParticipationStatedV1 } from '@app/contracts';
import { RunningEnrollment } from './running-enrollment.js';
import { aScene, enrolled, tellSession, type Scene } from './scene.js';

let service: RunningEnrollment;
let scene: Scene;

const times = { startsAt: '2024-03-05T03:00:00Z', endsAt: '2024-03-05T04:30:00Z' };
const statements = () => `/v1/cohorts/${scene.cohortId}/participation-statements`;

async function record(lines: Record<string, string>, counted = true): Promise<void> {
  const session = await tellSession(service, scene.cohortId, { ...times, counted });
  const records = Object.entries(lines).map(([participantId, status]) => ({ participantId, status }));
  await scene.organizer.make(`/v1/sessions/${session}/attendance-sheet`, { records });
}

beforeAll(async () => {
  service = await RunningEnrollment.start();
}, 60_000);

afterAll(() => service?.stop());

beforeEach(async () => {
  scene = await aScene(service, { completionRule: null, endsOn: null });
});

describe('participation', () => {
  it('is stated of everybody who was there, whether they have left or not, in sessions and minutes', async () => {
    const [stays, left, never] = [
      await enrolled(service, scene),
      await enrolled(service, scene),
      await enrolled(service, scene),
    ];
    await record({ [stays.id]: 'present', [left.id]: 'late', [never.id]: 'absent' });
    await scene.organizer.make(`/v1/participants/${left.id}/withdrawal`, { reason: 'changed-employer' });
    await record({ [stays.id]: 'substituted', [never.id]: 'excused' });
    await record({ [stays.id]: 'present', [never.id]: 'present' }, false);

    const { data } = await scene.organizer.make(statements());

    const ofBoth = [
      { participantId: stays.id, attendedSessions: 2, countedSessions: 2, minutes: 180 },
      { participantId: left.id, attendedSessions: 1, countedSessions: 2, minutes: 90 },
    ];
    expect(data).toMatchObject(ofBoth);
    const isHere = (fact: { data: { cohortId: string } }) => fact.data.cohortId === scene.cohortId;
    const facts = await service.published(ParticipationStatedV1, isHere, 2);
    expect(facts.map((fact) => fact.data)).toMatchObject(ofBoth);
    expect(facts[0]).toMatchObject({
      ...{ subject: stays.id, sequence: 1, organizationid: scene.university },
      data: { personId: stays.personId, homeOrganizationId: scene.university },
    });
  });

  it('is stated once a day: a second call adds who has come since', async () => {
    const [early, late] = [await enrolled(service, scene), await enrolled(service, scene)];
    await record({ [early.id]: 'present', [late.id]: 'absent' });
    const first = await scene.organizer.make(statements());
    await record({ [early.id]: 'present', [late.id]: 'present' });

    const [second, third] = await Promise.all([scene.organizer.make(statements()), scene.organizer.make(statements())]);

    expect(first.data).toMatchObject([{ participantId: early.id, attendedSessions: 1 }]);
    expect(second.data).toMatchObject([first.data[0], { participantId: late.id, attendedSessions: 1 }]);
    expect(third).toEqual(second);
    const yesterday = `UPDATE participation_statements SET stated_on = stated_on - 1 WHERE cohort_id = $1`;
    await service.rows(yesterday, [scene.cohortId]);
    const nextDay = await scene.organizer.make(statements());
    expect(nextDay.data).toMatchObject([{ attendedSessions: 2 }, { attendedSessions: 1 }]);
    const facts = await service.published(ParticipationStatedV1, ({ subject }) => subject === early.id, 2);
    expect(facts.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('is the organizer to state; others see the statements of their people', async () => {
    const who = await enrolled(service, scene);
    await record({ [who.id]: 'present' });

    expect(await scene.coordinator.post(statements())).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    expect((await scene.organizer.post(`/v1/cohorts/${uuid()}/participation-statements`)).status).toBe(503);
    const { data } = await scene.organizer.make(statements());
    const seenBy = async (caller: typeof scene.organizer) => (await caller.get(statements())).body.data;
    for (const caller of [scene.organizer, scene.coordinator, await service.as(who.personId)]) {
      expect(await seenBy(caller)).toEqual(data);
    }
    expect(await seenBy(scene.otherCoordinator)).toEqual([]);
    expect((await scene.organizer.get(`${statements()}?limit=1`)).body.page).toEqual({
      ...{ nextCursor: null, hasMore: false },
    });
  });
});
