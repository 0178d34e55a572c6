import { v7 as uuid } from 'uuid';
import {
  CohortConcludedV1,
  CompletionAttainedV1,
  CompletionMissedV1,
  InstitutionEnrolledV1,
  InstitutionWithdrawnV1,
  ParticipantWithdrawnV1,
  ProjectEvaluatedV1,
} from '@app/contracts';
import { RunningEnrollment } from './running-enrollment.js';
import { aPerson, aScene, enrolled, inDays, tellSession, type Scene } from './scene.js';

let service: RunningEnrollment;
let scene: Scene;

const completionRule = { version: 1, minimumAttendance: 1, requiresPassedProject: true };
const about = (id: string) => (fact: { data: { subject: { id: string } } }) => fact.data.subject.id === id;
const join = (institutionId: string) =>
  scene.organizer.post(`/v1/cohorts/${scene.cohortId}/institutions`, { institutionId });

beforeAll(async () => {
  service = await RunningEnrollment.start();
}, 60_000);

afterAll(() => service?.stop());

beforeEach(async () => {
  scene = await aScene(service, { subjectKind: 'institution', completionRule });
});

describe('a cohort in which institutions complete', () => {
  it('is joined by institutions once, and by their people after them', async () => {
    const personId = await aPerson(service);
    const { cohortId, university: organizationId } = scene;
    const nomination = { cohortId, personId, organizationId, category: 'rector' };

    expect((await scene.coordinator.post('/v1/nominations', nomination)).body.code).toBe('institution-not-enrolled');
    const joined = await join(organizationId);
    expect(joined).toMatchObject({ status: 201, body: { status: 'active', institutionId: organizationId } });
    expect((await join(organizationId)).body.code).toBe('institution-already-enrolled');
    expect((await scene.coordinator.post('/v1/nominations', nomination)).status).toBe(201);
    await service.published(InstitutionEnrolledV1, ({ subject }) => subject === joined.body.id);
    const list = `/v1/cohorts/${cohortId}/institutions`;
    expect((await scene.coordinator.get(list)).body.data).toMatchObject([{ institutionId: organizationId }]);
    expect((await scene.otherCoordinator.get(list)).body.data).toEqual([]);
  });

  it('is completed by the institution with its people: together they attended and one handed in', async () => {
    await join(scene.university);
    await join(scene.otherUniversity);
    const [rector, vice] = [await enrolled(service, scene), await enrolled(service, scene)];
    const sessions = [await tellSession(service, scene.cohortId), await tellSession(service, scene.cohortId)];
    for (const [index, session] of sessions.entries()) {
      const records = [rector, vice].map(({ id }, place) => ({
        participantId: id,
        status: place === index ? 'present' : 'absent',
      }));
      await scene.organizer.make(`/v1/sessions/${session}/attendance-sheet`, { records });
    }
    const strategy = { cohortId: scene.cohortId, kind: 'strategy' as const, participantIds: [vice.id] };
    await service.tell(ProjectEvaluatedV1, uuid(), { ...strategy, outcome: 'passed' });
    const [attained] = await service.published(CompletionAttainedV1, about(scene.university));
    await service.tell(CohortConcludedV1, scene.cohortId, { concludedAt: inDays(0) });
    const [missed] = await service.published(CompletionMissedV1, about(scene.otherUniversity));

    expect(attained!.data).toMatchObject({ subject: { kind: 'institution' }, inputs: { attendedSessions: 2 } });
    expect(attained!.data.participants.map(({ personId }: { personId: string }) => personId).sort()).toEqual(
      [rector.personId, vice.personId].sort(),
    );
    expect(missed!.data).toMatchObject({
      participants: [],
      reasons: ['attendance-below-minimum', 'project-not-submitted'],
    });
    const { body } = await scene.organizer.get(`/v1/cohorts/${scene.cohortId}/figures`);
    expect(body).toMatchObject({ completedPeople: 2, completedOrganizations: 1, enrolled: 2 });
    expect(body.notCompleted).toMatchObject([{ subject: { kind: 'institution', id: scene.otherUniversity } }]);
    const progress = (await scene.coordinator.get(`/v1/cohorts/${scene.cohortId}/progress`)).body.data;
    expect(progress).toMatchObject([
      { attended: 1, completion: 'attained' },
      { attended: 1, completion: 'attained' },
    ]);
  });

  it('is left by an institution with all of its people', async () => {
    const { body: enrollment } = await join(scene.university);
    const { id, personId } = await enrolled(service, scene);
    const leave = () => scene.coordinator.post(`/v1/institutions/${enrollment.id}/withdrawal`, { reason: 'merged' });

    expect(await leave()).toMatchObject({ status: 200, body: { status: 'withdrawn', withdrawalReason: 'merged' } });
    expect((await leave()).body.code).toBe('institution-already-withdrawn');
    await service.published(InstitutionWithdrawnV1, ({ subject }) => subject === enrollment.id);
    const [left] = await service.published(ParticipantWithdrawnV1, ({ subject }) => subject === id);
    expect(left!.data).toMatchObject({ personId, reason: 'merged' });
  });
});

describe('a cohort of people', () => {
  it('takes no institutions', async () => {
    scene = await aScene(service);

    expect((await join(scene.university)).body.code).toBe('cohort-of-people');
  });
});
