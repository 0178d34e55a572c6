import { v7 as uuid } from 'uuid';
import {
  AttendanceSheetRecordedV1,
  CohortConcludedV1,
  CompletionAttainedV1,
  CompletionMissedV1,
  NominationSubmittedV1,
  ParticipantEnrolledV1,
  ProjectEvaluatedV1,
  ProjectSubmittedV1,
} from '@app/contracts';
import { waitFor } from '@app/testing';
import { RunningEnrollment } from './running-enrollment.js';
import {
  aPerson,
  aScene,
  enrolled,
  inDays,
  nominated,
  tellCohort,
  tellModule,
  tellSession,
  type Scene,
} from './scene.js';

let service: RunningEnrollment;

beforeAll(async () => {
  service = await RunningEnrollment.start();
}, 60_000);

afterAll(() => service?.stop());

const present = (...ids: string[]) => ({ records: ids.map((participantId) => ({ participantId, status: 'present' })) });
const absent = (...ids: string[]) => ({ records: ids.map((participantId) => ({ participantId, status: 'absent' })) });
const sheet = (scene: Scene, sessionId: string, body: object) =>
  scene.organizer.post(`/v1/sessions/${sessionId}/attendance-sheet`, body);
const about = (personId: string) => (fact: { data: { subject?: { id: string } } }) =>
  fact.data.subject?.id === personId;

describe('from nomination to seat', () => {
  it('keeps the office of the day and tells both facts', async () => {
    const scene = await aScene(service);
    const { cohortId, university: organizationId } = scene;
    const personId = await aPerson(service, { organizationId, category: 'rector' });

    const nomination = await scene.coordinator.make('/v1/nominations', {
      ...{ cohortId, personId, organizationId, category: 'rector' },
      motivation: 'Leads the strategy',
    });
    const admitted = await scene.organizer.make(`/v1/nominations/${nomination.id}/admission`);

    expect(nomination).toMatchObject({ status: 'submitted', version: 1, appointment: { category: 'rector' } });
    expect(admitted).toMatchObject({ status: 'admitted', version: 2, waiver: null });
    expect((await scene.coordinator.get(`/v1/participants/${admitted.participantId}`)).body).toMatchObject({
      ...{ personId, organizationId, cohortId, status: 'active', waived: false, position: { en: 'rector' } },
    });
    const [submitted] = await service.published(NominationSubmittedV1, ({ subject }) => subject === nomination.id);
    expect(submitted).toMatchObject({ sequence: 1, organizationid: organizationId, data: { personId } });
    const [fact] = await service.published(ParticipantEnrolledV1, ({ subject }) => subject === admitted.participantId);
    expect(fact).toMatchObject({ data: { nominationId: nomination.id, homeOrganizationId: organizationId } });
  });

  it('asks for a waiver outside of the target group', async () => {
    const scene = await aScene(service, { targetCategories: ['rector'] });
    const { id } = await nominated(service, scene, 'dean');

    const refused = await scene.organizer.post(`/v1/nominations/${id}/admission`);
    const admitted = await scene.organizer.make(`/v1/nominations/${id}/admission`, {
      waiver: { reason: 'Runs it all' },
    });

    expect(refused).toMatchObject({ status: 409, body: { code: 'waiver-needed' } });
    expect(admitted).toMatchObject({ status: 'admitted', waiver: { reason: 'Runs it all' } });
  });

  it('gives no more seats than there are, and a freed one again', async () => {
    const scene = await aScene(service, { seats: { total: 1, perOrganization: null } });
    const first = await enrolled(service, scene);
    const { id } = await nominated(service, scene);

    expect((await scene.organizer.post(`/v1/nominations/${id}/admission`)).body.code).toBe('no-seat-left');
    await scene.coordinator.make(`/v1/participants/${first.id}/withdrawal`, { reason: 'changed-employer' });
    expect((await scene.organizer.post(`/v1/nominations/${id}/admission`)).status).toBe(201);
  });
});

describe('completion', () => {
  it('is attained at once by the last sheet', async () => {
    const scene = await aScene(service);
    const [here, away] = [await enrolled(service, scene), await enrolled(service, scene)];
    const sessions = [await tellSession(service, scene.cohortId), await tellSession(service, scene.cohortId)];

    await sheet(scene, sessions[0]!, present(here.id, away.id));
    expect(service.facts.filter(about(here.personId))).toEqual([]);
    await sheet(scene, sessions[1]!, { records: [...present(here.id).records, ...absent(away.id).records] });

    const [attained] = await service.published(CompletionAttainedV1, about(here.personId));
    expect(attained!.data).toMatchObject({
      subject: { kind: 'person', id: here.personId },
      participants: [{ participantId: here.id, personId: here.personId, homeOrganizationId: scene.university }],
      inputs: { countedSessions: 2, attendedSessions: 2 },
    });
    const recorded = await service.published(
      AttendanceSheetRecordedV1,
      ({ data }) => data.cohortId === scene.cohortId,
      2,
    );
    expect(recorded[0]!.organizationid).toBe(scene.organizerId);
  });

  describe('with a project', () => {
    const completionRule = { version: 2, minimumAttendance: 0.5, requiresPassedProject: true };
    const evaluate = async (scene: Scene, participantId: string, outcome: 'passed' | 'failed') => {
      const data = { cohortId: scene.cohortId, participantIds: [participantId] };
      const projectId = uuid();
      await service.tell(ProjectSubmittedV1, projectId, data);
      await service.tell(ProjectEvaluatedV1, projectId, { ...data, outcome });
      await service.settled();
      return projectId;
    };
    const attend = async (scene: Scene, participantId: string) =>
      sheet(scene, await tellSession(service, scene.cohortId), present(participantId));

    it.each(['evaluation', 'sheet'])('is attained once, though the %s came last', async (last) => {
      const scene = await aScene(service, { completionRule });
      const { id, personId } = await enrolled(service, scene);
      const session = await tellSession(service, scene.cohortId);

      if (last === 'evaluation') await sheet(scene, session, present(id));
      const projectId = await evaluate(scene, id, 'passed');
      if (last === 'sheet') await sheet(scene, session, present(id));

      const attained = await service.published(CompletionAttainedV1, about(personId));
      expect(attained).toHaveLength(1);
      expect(attained[0]!.data).toMatchObject({ ruleVersion: 2, inputs: { projectId, outcome: 'passed' } });
    });

    it('is missed at the conclusion, each with the reasons, and attained by a late evaluation', async () => {
      const scene = await aScene(service, { completionRule });
      const [late, gone] = [await enrolled(service, scene), await enrolled(service, scene)];
      await scene.organizer.make(`/v1/participants/${gone.id}/withdrawal`, { reason: 'illness' });
      await attend(scene, late.id);

      await service.tell(CohortConcludedV1, scene.cohortId, { concludedAt: inDays(0) });
      const [missed] = await service.published(CompletionMissedV1, about(late.personId));
      const [left] = await service.published(CompletionMissedV1, about(gone.personId));
      await evaluate(scene, late.id, 'passed');
      await service.published(CompletionAttainedV1, about(late.personId));

      expect(missed!.data).toMatchObject({ reasons: ['project-not-submitted'], inputs: { attendedSessions: 1 } });
      expect(left!.data).toMatchObject({ reasons: ['withdrawn'], participants: [{ participantId: gone.id }] });
      const { body } = await scene.organizer.get(`/v1/cohorts/${scene.cohortId}/figures`);
      expect(body).toEqual({
        countedAt: expect.any(String),
        ...{ organizations: 1, nominated: 2, enrolled: 2, active: 1, withdrawn: 1, attendanceRecords: 1 },
        ...{ completedPeople: 1, completedOrganizations: 0 },
        notCompleted: [{ subject: { kind: 'person', id: gone.personId }, reasons: ['withdrawn'] }],
      });
    });

    it('tells how everybody stands', async () => {
      const scene = await aScene(service, { completionRule });
      const { id, personId } = await enrolled(service, scene);
      await attend(scene, id);
      await tellSession(service, scene.cohortId, { status: 'scheduled' });
      await evaluate(scene, id, 'failed');

      const { body } = await scene.coordinator.get(`/v1/cohorts/${scene.cohortId}/progress`);

      expect(body).toEqual({
        data: [
          {
            ...{ participantId: id, personId, organizationId: scene.university, status: 'active' },
            ...{ name: { cyrillic: 'Әсел Сәрсен', latin: 'Asel Sarsen' }, attended: 1, counted: 2, modules: 0 },
            ...{ evaluation: 'failed', completion: 'open', reasons: ['project-not-passed'] },
          },
        ],
        page: { nextCursor: null, hasMore: false },
      });
    });
  });

  it('waits for a session that is still to be held, and for its cancellation', async () => {
    const scene = await aScene(service);
    const { id, personId } = await enrolled(service, scene);
    const next = await tellSession(service, scene.cohortId, { status: 'scheduled' });
    await sheet(scene, await tellSession(service, scene.cohortId), present(id));

    expect(service.facts.filter(about(personId))).toEqual([]);
    await tellSession(service, scene.cohortId, { status: 'cancelled' }, next);

    await service.published(CompletionAttainedV1, about(personId));
  });

  it('is not concluded on sessions of which the outcome has not arrived', async () => {
    const scene = await aScene(service);
    const { personId } = await enrolled(service, scene);
    const session = await tellSession(service, scene.cohortId, { status: 'scheduled' });

    await service.tell(CohortConcludedV1, scene.cohortId, { concludedAt: inDays(0) });
    await service.settled();
    expect(service.facts.filter(about(personId))).toEqual([]);
    await tellSession(service, scene.cohortId, { status: 'cancelled' }, session);

    const [missed] = await service.published(CompletionMissedV1, about(personId));
    expect(missed!.data.reasons).toEqual(['attendance-below-minimum']);
  });

  it('follows a cohort that becomes known after its conclusion', async () => {
    const cohortId = uuid();
    await service.tell(CohortConcludedV1, cohortId, { concludedAt: inDays(0) });
    await tellCohort(service, cohortId, {});

    const concluded = 'SELECT 1 FROM cohorts WHERE id = $1 AND concluded_at IS NOT NULL';
    await waitFor(async () => (await service.rows(concluded, [cohortId])).length === 1);

    await tellCohort(service, cohortId, { status: 'concluded' });
    await service.settled();
    expect(await service.rows(concluded, [cohortId])).toHaveLength(1);
  });

  it('of modules asks for the required kind', async () => {
    const completionRule = { version: 1, minimumModules: 1, requiredModuleKind: 'international' };
    const scene = await aScene(service, { completionRule });
    const [home, abroad] = [await enrolled(service, scene), await enrolled(service, scene)];
    const moduleId = await tellModule(service, scene.cohortId, 'international');
    const other = await tellModule(service, scene.cohortId);
    await sheet(scene, await tellSession(service, scene.cohortId, { moduleId: other }), present(home.id, abroad.id));
    const session = await tellSession(service, scene.cohortId, { moduleId });
    await sheet(scene, session, { records: [...absent(home.id).records, ...present(abroad.id).records] });

    const [attained] = await service.published(CompletionAttainedV1, about(abroad.personId));
    await service.tell(CohortConcludedV1, scene.cohortId, { concludedAt: inDays(0) });
    const [missed] = await service.published(CompletionMissedV1, about(home.personId));

    expect(attained!.data.inputs.attendedModules).toBe(2);
    expect(missed!.data.reasons).toEqual(['required-module-missed']);
  });
});
