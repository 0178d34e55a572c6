import { v7 as uuid } from 'uuid';
import { RunningAssessment, type Answer } from './assessment.running.js';
import { CohortStage, pointsOf, type Pupil } from './cohort.running.js';

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

describe('a score sheet', () => {
  let projectId: string;
  const write = (personId: string, body: object, more?: Record<string, string>) =>
    service.post(personId, `projects/${projectId}/score-sheets`, body, more);

  it('waits until scoring is open', async () => {
    const [second, author] = [await CohortStage.set(service), pupil];
    projectId = await stage.submitted(author);
    expect((await write(stage.chair, { scores: pointsOf(5), submit: true })).body.code).toBe('project-not-found');

    await service.do(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds: [projectId] });

    expect((await write(stage.chair, { scores: pointsOf(5), submit: true })).body.code).toBe('scoring-not-open');
    expect((await write(second.chair, { scores: pointsOf(5), submit: true })).body.code).toBe('project-not-found');
    await service.do(stage.organizer, `panels/${stage.panelId}/scoring`);
  });

  it('belongs to members who score', async () => {
    expect((await write(stage.secretary, { scores: pointsOf(5) })).body.code).toBe('not-on-the-panel');
    expect((await write(stage.organizer, { scores: pointsOf(5) })).body.code).toBe('not-on-the-panel');
    expect((await write(pupil.personId, { scores: pointsOf(5) })).body.code).toBe('not-on-the-panel');
  });

  it.each([
    ['a criterion twice', [...pointsOf(5), pointsOf(5)[0]], '/scores/2/criterion criterion-twice'],
    ['an unknown criterion', [{ criterion: 'beauty', score: 1 }], '/scores/0/criterion criterion-unknown'],
    ['points above the maximum', pointsOf(11), '/scores/0/score score-out-of-range'],
    ['points below zero', pointsOf(-1), '/scores/0/score min'],
    ['a criterion missing', pointsOf(5).slice(1), '/scores criterion-missing'],
  ])('is not submitted with %s', async (_, scores, fault) => {
    const answer = await write(stage.chair, { scores, submit: true });

    expect(answer.status).toBe(400);
    expect(pointers(answer)).toContain(fault);
  });

  it('changes as a draft under If-Match, and no more once submitted', async () => {
    const draft = await write(stage.members[0], { scores: pointsOf(5).slice(1) });
    const put = (etag: string | null, body: object, personId: string = stage.members[0]) =>
      service.as(personId, 'PUT', `score-sheets/${draft.body.id}`, body, etag ? { 'if-match': etag } : {});

    expect(draft).toMatchObject({ status: 201, body: { status: 'draft', version: 1 }, headers: { etag: '"v1"' } });
    expect((await put(null, { scores: pointsOf(6) })).body).toMatchObject({ status: 428, code: 'if-match-missing' });
    expect((await put('"v7"', { scores: pointsOf(6) })).body).toMatchObject({ status: 412, code: 'version-stale' });
    expect((await put('"v1"', { scores: pointsOf(6) }, stage.members[1])).body.code).toBe('score-sheet-not-found');
    expect((await put('"v1"', { scores: pointsOf(6), submit: true })).body).toMatchObject({
      status: 'submitted',
      version: 2,
    });
    expect((await put('"v2"', { scores: pointsOf(7) })).body.code).toBe('score-sheet-locked');
    expect((await write(stage.members[0], { scores: pointsOf(7), submit: true })).body.code).toBe('score-sheet-locked');
  });

  it('is written once under one key, and a key stands for one body', async () => {
    const key = { 'idempotency-key': uuid() };
    const first = await write(stage.members[1], { scores: pointsOf(5), submit: true }, key);
    const again = await write(stage.members[1], { scores: pointsOf(5), submit: true }, key);

    expect(again).toMatchObject({ status: 201, body: first.body });
    const other = await write(stage.members[1], { scores: pointsOf(9), submit: true }, key);
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' });
  });

  it('takes no version of the project any more', async () => {
    const answer = await service.post(pupil.personId, `projects/${projectId}/versions`, { summary: 'Better' });

    expect(answer.body.code).toBe('scoring-already-open');
  });

  it('is not looked at by strangers', async () => {
    const stranger = uuid();

    for (const path of ['', '/score-sheets', '/aggregate', '/versions']) {
      expect((await service.get(stranger, `projects/${projectId}${path}`)).body.code).toBe('project-not-found');
    }
    const decision = { outcome: 'passed', protocolNumber: 'P-1' };
    expect((await service.post(stranger, `projects/${projectId}/decision`, decision)).body.code).toBe(
      'project-not-found',
    );
  });

  it('does not set an outcome by any other way', async () => {
    for (const [method, url] of [
      ['PUT', `projects/${projectId}`],
      ['PUT', `projects/${projectId}/decision`],
    ] as const) {
      expect((await service.as(stage.chair, method, url, { outcome: 'passed' })).status).toBe(404);
    }
    const text = { summary: 'S', outcome: 'passed' };
    expect((await service.post(pupil.personId, `projects/${projectId}/versions`, text)).status).toBe(400);
  });
});
