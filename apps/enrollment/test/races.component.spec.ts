import { v7 as uuid } from 'uuid';
import { CompletionAttainedV1, ProjectEvaluatedV1 } from '@app/contracts';
import { RunningEnrollment } from './running-enrollment.js';
import { aPerson, aScene, enrolled, nominated, tellSession } from './scene.js';

let service: RunningEnrollment;

beforeAll(async () => {
  service = await RunningEnrollment.start();
}, 60_000);

afterAll(() => service?.stop());

const statuses = (answers: { status: number }[]) =>
  answers.map(({ status }) => status).sort((one, other) => one - other);

describe('at once', () => {
  it('two colleagues take the last seat of their organization once', async () => {
    const scene = await aScene(service, { seats: { total: null, perOrganization: 1 } });
    const { cohortId, university: organizationId } = scene;
    const people = [await aPerson(service), await aPerson(service), await aPerson(service)];

    const answers = await Promise.all(
      people.map((personId) =>
        scene.coordinator.post('/v1/nominations', { cohortId, personId, organizationId, category: 'rector' }),
      ),
    );

    expect(statuses(answers)).toEqual([201, 409, 409]);
    expect(answers.flatMap(({ body }) => body.code ?? [])).toEqual(['nomination-over-quota', 'nomination-over-quota']);
  });

  it('the last seat of a cohort is given once', async () => {
    const scene = await aScene(service, { seats: { total: 1, perOrganization: null } });
    const nominations = [await nominated(service, scene), await nominated(service, scene)];

    const answers = await Promise.all(
      nominations.map(({ id }) => scene.organizer.post(`/v1/nominations/${id}/admission`)),
    );

    expect(statuses(answers)).toEqual([201, 409]);
  });

  it('an institution leaves with somebody whom it sent, or before that person is let in', async () => {
    const scene = await aScene(service, { subjectKind: 'institution' });
    const { cohortId, university: institutionId } = scene;
    const { id: enrollment } = await scene.organizer.make(`/v1/cohorts/${cohortId}/institutions`, { institutionId });
    const nominations = [];
    for (let count = 0; count < 4; count++) nominations.push(await nominated(service, scene));

    const [left, ...answers] = await Promise.all([
      scene.coordinator.post(`/v1/institutions/${enrollment}/withdrawal`, { reason: 'merged' }),
      ...nominations.map(({ id }) => scene.organizer.post(`/v1/nominations/${id}/admission`)),
    ]);

    expect(left.status).toBe(200);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const active = await scene.organizer.get(`/v1/participants?cohortId=${cohortId}&status=active`);
    const undecided = await scene.organizer.get(`/v1/nominations?cohortId=${cohortId}&status=submitted`);
    expect([active.body.data, undecided.body.data]).toEqual([[], []]);
  });

  it('one nomination is admitted once, and one sheet recorded once', async () => {
    const scene = await aScene(service);
    const { id } = await nominated(service, scene);
    const admit = () => scene.organizer.post(`/v1/nominations/${id}/admission`);

    expect(statuses(await Promise.all([admit(), admit(), admit()]))).toEqual([201, 409, 409]);

    const [participant] = await service.rows('SELECT id FROM participants WHERE nomination_id = $1', [id]);
    const session = await tellSession(service, scene.cohortId);
    const body = { records: [{ participantId: participant.id, status: 'present' }] };
    const record = () => scene.organizer.post(`/v1/sessions/${session}/attendance-sheet`, body);

    expect(statuses(await Promise.all([record(), record(), record()]))).toEqual([201, 409, 409]);
  });

  it('the last sheet and the last evaluation complete everybody exactly once', async () => {
    const completionRule = { version: 1, minimumAttendance: 1, requiresPassedProject: true };
    const scene = await aScene(service, { completionRule });
    const people = [];
    for (let count = 0; count < 8; count++) people.push(await enrolled(service, scene));
    const session = await tellSession(service, scene.cohortId);
    const records = people.map(({ id: participantId }) => ({ participantId, status: 'present' }));

    await Promise.all([
      scene.organizer.make(`/v1/sessions/${session}/attendance-sheet`, { records }),
      ...people.map(({ id }) =>
        service.tell(ProjectEvaluatedV1, uuid(), { cohortId: scene.cohortId, participantIds: [id], outcome: 'passed' }),
      ),
    ]);
    await service.settled();

    const ofCohort = (fact: { data: { cohortId: string } }) => fact.data.cohortId === scene.cohortId;
    const attained = await service.published(CompletionAttainedV1, ofCohort, people.length);
    expect(attained).toHaveLength(people.length);
    expect(new Set(attained.map(({ data }) => data.subject.id))).toEqual(
      new Set(people.map(({ personId }) => personId)),
    );
  });

  it('an evaluation that is delivered twice completes once', async () => {
    const scene = await aScene(service, { completionRule: { version: 1, requiresPassedProject: true } });
    const { id, personId } = await enrolled(service, scene);
    const data = { cohortId: scene.cohortId, participantIds: [id], outcome: 'passed' as const };

    const event = await service.tell(ProjectEvaluatedV1, uuid(), data);
    await service.publish(ProjectEvaluatedV1, event);
    await service.settled();

    expect(await service.published(CompletionAttainedV1, (fact) => fact.data.subject.id === personId)).toHaveLength(1);
  });
});
