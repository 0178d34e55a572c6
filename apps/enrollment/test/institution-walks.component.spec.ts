import { v7 as uuid } from 'uuid';
import {
  CohortConcludedV1,
  CompletionAttainedV1,
  CompletionMissedV1,
  ParticipationStatedV1,
  ProjectEvaluatedV1,
} from '@app/contracts';
import { RunningEnrollment } from './running-enrollment.js';
import { aScene, enrolled, granted, inDays, nominated, tellOrganization, tellSession, type Scene } from './scene.js';

let service: RunningEnrollment;

const isIn = (scene: Scene) => (fact: { data: { cohortId: string } }) => fact.data.cohortId === scene.cohortId;
const figuresOf = async (scene: Scene) => (await scene.organizer.get(`/v1/cohorts/${scene.cohortId}/figures`)).body;
const conclude = (scene: Scene) => service.tell(CohortConcludedV1, scene.cohortId, { concludedAt: inDays(0) });

/** The scene as the coordinator of another institution finds it. */
const at = (scene: Scene, university: string, coordinator = scene.otherCoordinator) => ({
  ...scene,
  university,
  coordinator,
});

const record = async (scene: Scene, lines: [participantId: string, status: string][]) => {
  const session = await tellSession(service, scene.cohortId);
  const records = lines.map(([participantId, status]) => ({ participantId, status }));
  return scene.organizer.post(`/v1/sessions/${session}/attendance-sheet`, { records });
};

beforeAll(async () => {
  service = await RunningEnrollment.start();
}, 60_000);

afterAll(() => service?.stop());

describe('where institutions complete', () => {
  const completionRule = { version: 1, minimumAttendance: 1, requiresPassedProject: true };
  const join = (scene: Scene, institutionId: string) =>
    scene.organizer.make(`/v1/cohorts/${scene.cohortId}/institutions`, { institutionId });

  it('H13 of three institutions one completes, one misses it and one leaves: all stay in every report, with reasons', async () => {
    const scene = await aScene(service, { subjectKind: 'institution', completionRule });
    const third = uuid();
    await tellOrganization(service, third);
    const leaving = at(scene, third, await granted(service, 'coordinator', third));
    await service.settled();
    const { university, otherUniversity } = scene;
    await join(scene, university);
    await join(scene, otherUniversity);
    const { id: enrollment } = await join(scene, third);
    const [rector, vice] = [await enrolled(service, scene), await enrolled(service, scene)];
    const missing = at(scene, otherUniversity);
    const [there, never] = [await enrolled(service, missing), await enrolled(service, missing)];
    const gone = await enrolled(service, leaving);
    const waiting = await nominated(service, leaving);
    const all = [rector, vice, there, never, gone];
    const statuses = ['present', 'absent', 'present', 'absent', 'present'];
    await record(
      scene,
      all.map(({ id }, index) => [id, statuses[index]!]),
    );

    await leaving.coordinator.make(`/v1/institutions/${enrollment}/withdrawal`, { reason: 'merged' });

    const late = await scene.organizer.post(`/v1/nominations/${waiting.id}/admission`);
    expect(late).toMatchObject({ status: 409, body: { code: 'institution-not-enrolled' } });
    expect((await leaving.coordinator.get(`/v1/nominations/${waiting.id}`)).body.status).toBe('withdrawn');
    const named = await record(
      scene,
      all.map(({ id }) => [id, 'present']),
    );
    expect(named.body.errors).toMatchObject([
      { pointer: '/records/4/participantId', code: 'participant-not-of-cohort' },
    ]);
    const held = await service.rows<{ id: string }>(
      `SELECT id FROM sessions WHERE cohort_id = $1 AND id NOT IN (SELECT session_id FROM attendance_sheets)`,
      [scene.cohortId],
    );
    const records = [rector, vice, there, never].map(({ id }, index) => ({
      participantId: id,
      status: statuses[index],
    }));
    await scene.organizer.make(`/v1/sessions/${held[0]!.id}/attendance-sheet`, { records });
    const strategy = { cohortId: scene.cohortId, kind: 'strategy' as const, participantIds: [vice.id] };
    await service.tell(ProjectEvaluatedV1, uuid(), { ...strategy, outcome: 'passed' });
    const [attained] = await service.published(CompletionAttainedV1, isIn(scene));
    await conclude(scene);
    const missed = await service.published(CompletionMissedV1, isIn(scene), 2);
    const stated = await service.published(ParticipationStatedV1, isIn(scene), 2);

    const covered = attained!.data.participants.map(({ personId }: { personId: string }) => personId);
    expect(covered.sort()).toEqual([rector.personId, vice.personId].sort());
    expect(missed).toHaveLength(2);
    expect(Object.fromEntries(stated.map(({ data }) => [data.participantId, data.attendedSessions]))).toEqual({
      ...{ [there.id]: 2, [gone.id]: 1 },
    });
    const figures = await figuresOf(scene);
    expect(figures).toMatchObject({
      ...{ organizations: 3, nominated: 6, enrolled: 5, active: 4, withdrawn: 1 },
      ...{ completedPeople: 2, completedOrganizations: 1 },
    });
    expect(figures.notCompleted).toHaveLength(2);
    expect(figures.notCompleted).toEqual(
      expect.arrayContaining([
        { subject: { kind: 'institution', id: otherUniversity }, reasons: ['project-not-submitted'] },
        { subject: { kind: 'institution', id: third }, reasons: ['withdrawn'] },
      ]),
    );
    const { body: progress } = await scene.organizer.get(`/v1/cohorts/${scene.cohortId}/progress`);
    expect(progress.data.map(({ completion }: { completion: string }) => completion)).toEqual([
      ...['attained', 'attained', 'missed', 'missed', 'missed'],
    ]);
  });

  it('who left before their institution completed is not covered by it, and has what was attended stated', async () => {
    const rule = { version: 1, minimumAttendance: 0.5 };
    const scene = await aScene(service, { subjectKind: 'institution', completionRule: rule });
    await join(scene, scene.university);
    const [stays, left] = [await enrolled(service, scene), await enrolled(service, scene)];
    await tellSession(service, scene.cohortId, { status: 'scheduled' }, uuid());
    await record(scene, [
      [stays.id, 'present'],
      [left.id, 'present'],
    ]);
    await scene.coordinator.make(`/v1/participants/${left.id}/withdrawal`, { reason: 'left-university' });
    const [open] = await service.rows(`SELECT id FROM sessions WHERE cohort_id = $1 AND status = 'scheduled'`, [
      scene.cohortId,
    ]);
    await tellSession(service, scene.cohortId, { status: 'cancelled' }, open.id);
    const [attained] = await service.published(CompletionAttainedV1, isIn(scene));
    await conclude(scene);
    const stated = await service.published(ParticipationStatedV1, isIn(scene));
    await service.settled();

    expect(attained!.data.participants).toMatchObject([{ participantId: stays.id }]);
    expect(stated).toMatchObject([{ subject: left.id, data: { attendedSessions: 1 } }]);
    expect(await figuresOf(scene)).toMatchObject({ completedPeople: 1, completedOrganizations: 1, notCompleted: [] });
  });

  it('an institution that has completed cannot leave: nobody of it leaves either', async () => {
    const rule = { version: 1, minimumAttendance: 1 };
    const scene = await aScene(service, { subjectKind: 'institution', completionRule: rule });
    const { id: enrollment } = await join(scene, scene.university);
    const who = await enrolled(service, scene);
    const waiting = await nominated(service, scene);
    await record(scene, [[who.id, 'present']]);

    const refused = await scene.coordinator.post(`/v1/institutions/${enrollment}/withdrawal`, { reason: 'merged' });

    expect(refused).toMatchObject({ status: 409, body: { code: 'completion-already-attained' } });
    expect((await scene.coordinator.get(`/v1/participants/${who.id}`)).body.status).toBe('active');
    expect((await scene.coordinator.get(`/v1/nominations/${waiting.id}`)).body.status).toBe('submitted');
    const { body } = await scene.organizer.get(`/v1/cohorts/${scene.cohortId}/institutions`);
    expect(body.data).toMatchObject([{ status: 'active' }]);
  });

  it('H2 the same rule completes a person here and an institution there, and names everybody whom it covers', async () => {
    const rule = { version: 1, minimumAttendance: 0.5 };
    const scenes = [
      await aScene(service, { subjectKind: 'person', completionRule: rule }),
      await aScene(service, { subjectKind: 'institution', completionRule: rule }),
    ] as const;
    await join(scenes[1], scenes[1].university);

    const told = [];
    for (const scene of scenes) {
      const [came, stayedAway] = [await enrolled(service, scene), await enrolled(service, scene)];
      await record(scene, [
        [came.id, 'present'],
        [stayedAway.id, 'absent'],
      ]);
      const [fact] = await service.published(CompletionAttainedV1, isIn(scene));
      const { subject, participants } = fact!.data as CompletionAttainedV1;
      told.push([subject.kind, participants.length, participants[0]!.personId === came.personId]);
    }

    expect(told).toEqual([
      ['person', 1, true],
      ['institution', 2, true],
    ]);
  });
});
