import { v7 as uuid } from 'uuid';
import { AppointmentStateV1, ParticipantEnrolledV1 } from '@app/contracts';
import { RunningEnrollment } from './running-enrollment.js';
import { aPerson, aScene, enrolled, nominated, tellSession, type Scene } from './scene.js';

let service: RunningEnrollment;

const figuresOf = async (scene: Scene) => (await scene.organizer.get(`/v1/cohorts/${scene.cohortId}/figures`)).body;
const record = async (scene: Scene, lines: [participantId: string, status: string][]) => {
  const session = await tellSession(service, scene.cohortId);
  const records = lines.map(([participantId, status]) => ({ participantId, status }));
  return scene.organizer.post(`/v1/sessions/${session}/attendance-sheet`, { records });
};

beforeAll(async () => {
  service = await RunningEnrollment.start();
}, 60_000);

afterAll(() => service?.stop());

describe('where people complete', () => {
  it('H3 every number is counted from its rows at a time that it names, and is the same when it is asked for again', async () => {
    const scene = await aScene(service, { completionRule: { version: 1, minimumAttendance: 1 } });
    const waiting = await nominated(service, scene);
    const [one, two, three] = [
      await enrolled(service, scene),
      await enrolled(service, scene),
      await enrolled(service, scene),
    ];
    await scene.coordinator.make(`/v1/participants/${three.id}/withdrawal`, { reason: 'changed-employer' });
    await record(scene, [
      [one.id, 'present'],
      [two.id, 'absent'],
    ]);
    const countOf = async (path: string) =>
      (await scene.organizer.get(`${path}cohortId=${scene.cohortId}&limit=200`)).body.data.length;

    const { countedAt, ...figures } = await figuresOf(scene);
    const { countedAt: again, ...sameFigures } = await figuresOf(scene);

    expect(figures).toMatchObject({ nominated: 4, enrolled: 3, active: 2, withdrawn: 1, completedPeople: 1 });
    expect(sameFigures).toEqual(figures);
    expect(again >= countedAt).toBe(true);
    expect(await countOf('/v1/nominations?')).toBe(figures.nominated);
    expect(await countOf('/v1/participants?')).toBe(figures.enrolled);
    expect(await countOf('/v1/participants?status=active&')).toBe(figures.active);
    await scene.organizer.make(`/v1/nominations/${waiting.id}/declination`, { reason: 'no-seat' });
    expect(await figuresOf(scene)).toMatchObject(figures);
  });

  it('H4 a dean among rectors is admitted with a waiver that has a reason, and never without one', async () => {
    const scene = await aScene(service, { targetCategories: ['rector', 'vice-rector'] });
    const { id, personId } = await nominated(service, scene, 'dean');
    const admit = (body: object) => scene.organizer.post(`/v1/nominations/${id}/admission`, body);
    const refusals: [object, number, string][] = [
      [{}, 409, '/waiver'],
      [{ waiver: null }, 409, '/waiver'],
      [{ waiver: {} }, 400, '/waiver/reason'],
      [{ waiver: { reason: '  ' } }, 400, '/waiver/reason'],
      [{ waiver: { reason: 7 } }, 400, '/waiver/reason'],
      [{ waiver: [{ reason: 'in a list' }] }, 400, '/waiver'],
    ];

    for (const [body, status, pointer] of refusals) {
      const refused = await admit(body);
      expect([body, refused.status, refused.body.errors[0].pointer]).toEqual([body, status, pointer]);
    }
    const reason = 'Инженерлік факультетті қайта құруға жауапты';
    expect(await admit({ waiver: { reason } })).toMatchObject({ status: 201, body: { waiver: { reason } } });
    const [fact] = await service.published(ParticipantEnrolledV1, ({ data }) => data.personId === personId);
    expect(fact!.data).toMatchObject({ category: 'dean', waived: true });
    expect(JSON.stringify(fact)).not.toContain(reason);
  });

  it('H5 the office of the day of the nomination stays on the seat, whatever becomes of it', async () => {
    const scene = await aScene(service);
    const { cohortId, university: organizationId, otherUniversity } = scene;
    const personId = await aPerson(service);
    const office = { personId, organizationId, category: 'vice-minister', from: '2020-01-01' };
    const appointmentId = uuid();
    const title = { kk: 'Вице-министр', ru: 'Вице-министр', en: 'Vice-Minister' };
    await service.tell(AppointmentStateV1, appointmentId, { ...office, title, until: null });
    await service.settled();
    const nomination = { cohortId, personId, organizationId, category: 'vice-minister' };
    const { id } = await scene.coordinator.make('/v1/nominations', nomination);

    await service.tell(AppointmentStateV1, appointmentId, { ...office, title, until: '2021-02-01' });
    const next = { ...office, organizationId: otherUniversity, category: 'rector', title: { en: 'Rector' } };
    await service.tell(AppointmentStateV1, uuid(), { ...next, from: '2021-02-02', until: null });
    await service.settled();
    const { participantId } = await scene.organizer.make(`/v1/nominations/${id}/admission`);

    const { body: seat } = await scene.organizer.get(`/v1/participants/${participantId}`);
    expect(seat).toMatchObject({ category: 'vice-minister', position: title, organizationId });
  });
});
