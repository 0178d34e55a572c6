import { v7 as uuid } from 'uuid';
import { ParticipantWithdrawnV1 } from '@app/contracts';
import { waitFor } from '@app/testing';
import { RunningAssessment, type Answer } from './assessment.running.js';
import { CohortStage, criteria, type Pupil } from './cohort.running.js';

let service: RunningAssessment;
let stage: CohortStage;
let pupil: Pupil;

beforeAll(async () => {
  service = await RunningAssessment.start();
  stage = await CohortStage.set(service);
  pupil = await stage.pupil();
});

afterAll(async () => {
  await service?.stop();
});

const pointers = ({ body }: Answer): string[] =>
  (body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`);
const rubric = { title: { en: 'Rubric' }, passMark: 60, criteria };
const task = { kind: 'project', title: { en: 'Project' }, dueAt: '2099-01-01T00:00:00Z' };

describe('a body that is not right', () => {
  it.each([
    ['an unknown field', 'rubrics', { ...rubric, passmark: 60 }, '/passmark unknown-field'],
    [
      'an unknown field inside',
      'rubrics',
      { ...rubric, criteria: [{ ...criteria[0], max: 1 }] },
      '/criteria/0/max unknown-field',
    ],
    ['a wrong type', 'rubrics', { ...rubric, passMark: '60' }, '/passMark is-number'],
    ['a number out of range', 'rubrics', { ...rubric, passMark: 101 }, '/passMark max'],
    ['more decimals than an aggregate keeps', 'rubrics', { ...rubric, passMark: 60.001 }, '/passMark is-number'],
    ['no criteria', 'rubrics', { ...rubric, criteria: [] }, '/criteria array-min-size'],
    [
      'a weight of nothing',
      'rubrics',
      { ...rubric, criteria: [{ ...criteria[0], weight: 0 }] },
      '/criteria/0/weight min',
    ],
    ['a list where a criterion belongs', 'rubrics', { ...rubric, criteria: [[]] }, '/criteria is-object'],
    ['a text in no language', 'rubrics', { ...rubric, title: {} }, '/title is-localized'],
    ['an impossible date', 'tasks', { ...task, dueAt: '2026-02-30T00:00:00Z' }, '/dueAt is-instant'],
    ['an instant without offset', 'tasks', { ...task, dueAt: '2026-02-20T00:00:00' }, '/dueAt is-instant'],
    ['an unknown kind', 'tasks', { ...task, kind: 'essay' }, '/kind is-in'],
    ['a quorum below three', 'panels', { quorum: 2 }, '/quorum min'],
    [
      'an impossible day',
      'panels',
      { appointmentOrder: { number: '1', date: '2025-13-01' } },
      '/appointmentOrder/date is-day',
    ],
  ])('is refused with %s', async (_, what, body, fault) => {
    const answer = await service.post(stage.organizer, `cohorts/${stage.cohortId}/${what}`, body);

    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect(pointers(answer)).toContain(fault);
  });

  it('is refused when it is no JSON', async () => {
    const headers = {
      ...(await service.identity.headers({ personId: stage.organizer })),
      'content-type': 'application/json',
    };
    const url = `/v1/cohorts/${stage.cohortId}/tasks`;

    const answer = await service.app.inject({ method: 'POST', url, headers, payload: '{"kind":' });

    expect(answer.json()).toMatchObject({ status: 400, code: 'body-not-json' });
  });

  it('is told in the language of the caller', async () => {
    const { body } = await service.as(
      stage.organizer,
      'POST',
      `panels/${uuid()}/scoring`,
      {},
      { 'accept-language': 'kk' },
    );

    expect(body).toMatchObject({ status: 404, code: 'panel-not-found', title: 'Комиссия табылмады' });
  });

  it.each([
    'projects?status=lost',
    'projects?cohortid=1',
    'projects?limit=0',
    'projects?cursor=zzz',
    'panels/not-an-id',
  ])('is refused in the address: %s', async (url) => {
    expect((await service.get(stage.organizer, url)).status).toBe(400);
  });

  it('is refused with a cursor that some other list gave out', async () => {
    const cursor = Buffer.from(JSON.stringify(['not-an-id'])).toString('base64url');

    expect((await service.get(stage.organizer, `projects?cursor=${cursor}`)).body.code).toBe('cursor-malformed');
    expect((await service.get(stage.organizer, `panels?cursor=${cursor}`)).body.code).toBe('cursor-malformed');
  });
});

describe('a panel', () => {
  const appoint = (overrides: object, cohortId = stage.cohortId) =>
    service.post(stage.organizer, `cohorts/${cohortId}/panels`, stage.panelPlan(overrides));

  it('has no member of a foreign organization', async () => {
    const members = stage.panelPlan().members as { organizationId: string }[];

    const answer = await appoint({ members: [...members.slice(0, 5), { ...members[5], organizationId: uuid() }] });

    expect(answer).toMatchObject({ status: 409, body: { code: 'member-not-from-partner' } });
    expect(pointers(answer)).toEqual(['/members/5/organizationId member-not-from-partner']);
  });

  it('has one chair', async () => {
    const members = stage.panelPlan().members as object[];

    const answer = await appoint({ members: members.slice(1) });

    expect(pointers(answer)).toEqual(['/members chair-missing']);
  });

  it('scores by a rubric of its cohort', async () => {
    const other = await CohortStage.set(service);

    expect((await appoint({ rubricId: uuid() })).body.code).toBe('rubric-not-found');
    expect((await appoint({ rubricId: other.rubricId })).body.code).toBe('rubric-not-found');
  });

  it('waits for a cohort that is not known yet', async () => {
    const answer = await appoint({}, uuid());

    expect(answer).toMatchObject({ status: 503, body: { code: 'not-known-yet' } });
    expect(answer.headers['retry-after']).toBe('1');
  });

  it('does not open scoring on nothing', async () => {
    expect((await service.post(stage.organizer, `panels/${stage.panelId}/scoring`)).body.code).toBe(
      'panel-without-projects',
    );
  });
});

describe('a project', () => {
  const begin = (personId: string, plan: object) =>
    service.post(personId, 'projects', { taskId: stage.taskId, title: 'Project', ...plan });

  it('is begun by an author who takes part in the cohort', async () => {
    const other = await CohortStage.set(service);
    const stranger = await other.pupil();

    expect((await begin(stage.organizer, { participantIds: [pupil.participantId] })).body.code).toBe('not-an-author');
    expect((await begin(pupil.personId, { participantIds: [uuid()] })).body.code).toBe('not-known-yet');
    const mixed = await begin(pupil.personId, { participantIds: [pupil.participantId, stranger.participantId] });
    expect(mixed.body.code).toBe('participant-of-another-cohort');
    expect(pointers(mixed)).toEqual(['/participantIds/1 participant-of-another-cohort']);
    expect((await begin(stranger.personId, { participantIds: [stranger.participantId] })).body.code).toBe(
      'task-not-found',
    );
  });

  it('is not begun by who has left', async () => {
    const gone = await stage.pupil();
    service.tell(
      ParticipantWithdrawnV1,
      { cohortId: stage.cohortId, personId: gone.personId },
      { subject: gone.participantId, sequence: 2 },
    );

    await waitFor(async () => {
      const { body } = await begin(gone.personId, { participantIds: [gone.participantId], title: ' ' });
      return body.code === 'validation-failed';
    });
    await waitFor(async () => {
      const { rows } = await service.admin.query('SELECT withdrawn_at FROM participants WHERE id = $1', [
        gone.participantId,
      ]);
      return rows[0]?.withdrawn_at;
    });
    expect((await begin(gone.personId, { participantIds: [gone.participantId] })).body.code).toBe(
      'participant-has-withdrawn',
    );
  });

  it('is one for each task, also of a co-author', async () => {
    const first = await stage.pupil();
    const second = await stage.pupil();
    await stage.draft(first);

    const answer = await begin(second.personId, { participantIds: [second.participantId, first.participantId] });

    expect(answer.body).toMatchObject({ status: 409, code: 'participant-has-project' });
    expect((await service.get(second.personId, 'projects')).body.data).toEqual([]);
  });

  it('is not assigned as a draft, twice, or unknown', async () => {
    const draft = await stage.draft(await stage.pupil());
    const assign = (...projectIds: string[]) =>
      service.post(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds });

    expect(pointers(await assign(draft))).toEqual(['/projectIds/0 project-not-submitted']);
    expect((await assign(draft, draft)).status).toBe(400);
    expect((await assign(uuid())).body.code).toBe('project-not-found');
  });

  it('is not taken after the deadline', async () => {
    const past = { ...task, dueAt: '2020-01-01T00:00:00Z' };
    const taskId = (await service.do(stage.organizer, `cohorts/${stage.cohortId}/tasks`, past)).id;
    const late = await stage.pupil();
    const project = (await begin(late.personId, { taskId, participantIds: [late.participantId] })).body;

    const answer = await service.post(late.personId, `projects/${project.id}/versions`, { summary: 'Sorry' });

    expect(answer.body).toMatchObject({ status: 409, code: 'project-deadline-passed' });
  });
});
