import { RunningAssessment } from './assessment.running.js';
import { CohortStage, pointsOf, type Pupil } from './cohort.running.js';

let service: RunningAssessment;
let stage: CohortStage;
let author: Pupil;
let projectId: string;

beforeAll(async () => {
  service = await RunningAssessment.start();
  stage = await CohortStage.set(service);
  author = await stage.pupil();
});

afterAll(async () => {
  await service?.stop();
});

describe('from a draft to a decision', () => {
  it('takes a project of a participant', async () => {
    projectId = await stage.submitted(author, 'Оқу жылдамдығы');

    const { body } = await service.get(author.personId, `projects/${projectId}`);

    expect(body).toMatchObject({ status: 'submitted', kind: 'project', homeOrganizationId: author.organizationId });
    expect(body.submission).toMatchObject({ number: 1, late: false });
    const [fact] = await service.facts('assessment.project.submitted.v1', projectId);
    expect(fact).toMatchObject({ organizationid: author.organizationId, data: { version: 1, late: false } });
  });

  it('opens scoring on a frozen rubric', async () => {
    const assigned = await service.do(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds: [projectId] });
    expect(assigned.projects).toEqual([expect.objectContaining({ slot: 1, projectId, status: 'submitted' })]);

    const opened = await service.do(stage.organizer, `panels/${stage.panelId}/scoring`);

    expect(opened.projects[0].status).toBe('scoring');
    expect(await service.facts('assessment.rubric.frozen.v1', stage.rubricId)).toHaveLength(1);
    const change = await service.as(
      stage.organizer,
      'PUT',
      `rubrics/${stage.rubricId}`,
      { title: { en: 'Other' }, passMark: 1, criteria: [{ code: 'a', title: { en: 'a' }, weight: 1, maxScore: 1 }] },
      { 'if-match': '"v2"' },
    );
    expect(change.body.code).toBe('rubric-frozen');
  });

  it('keeps the scores of others from a member until the own sheet is submitted', async () => {
    const [first, second] = stage.members;
    await stage.score(first, projectId, 8);

    const before = await service.get(second, `projects/${projectId}/aggregate`);
    const own = await service.get(second, `projects/${projectId}/score-sheets`);
    await stage.score(second, projectId, 6);
    const after = await service.get(second, `projects/${projectId}/aggregate`);

    expect(before.body.code).toBe('own-sheet-first');
    expect(own.body.data).toEqual([]);
    expect(after.body).toMatchObject({ sheets: 2, score: 70, passMark: 60, sheetsNeeded: 3 });
    expect((await service.get(second, `projects/${projectId}/score-sheets`)).body.data).toHaveLength(2);
  });

  it('says in no fact what a sheet scores', async () => {
    const facts = await service.facts('assessment.score-sheet.submitted.v1');

    expect(facts).toHaveLength(2);
    expect(Object.keys(facts[0].data).sort()).toEqual(['panelId', 'projectId', 'rubricVersion', 'submittedAt']);
  });

  it('refuses a decision below the quorum, by somebody else, and against the aggregate', async () => {
    const decide = (personId: string, outcome: string) =>
      service.post(personId, `projects/${projectId}/decision`, { outcome, protocolNumber: 'P-1' });

    expect((await decide(stage.chair, 'passed')).body.code).toBe('panel-below-quorum');
    await stage.score(stage.chair, projectId, 7);
    expect((await decide(stage.members[0], 'passed')).body).toMatchObject({
      status: 403,
      code: 'only-the-chair-decides',
    });
    expect((await decide(stage.organizer, 'passed')).body.code).toBe('only-the-chair-decides');
    expect((await decide(stage.chair, 'failed')).body).toMatchObject({
      status: 409,
      code: 'outcome-against-aggregate',
    });
  });

  it('records the decision once and tells of it', async () => {
    const verdict = { outcome: 'passed', protocolNumber: 'P-2025-07' };
    const decided = await service.post(stage.chair, `projects/${projectId}/decision`, verdict);

    expect(decided).toMatchObject({ status: 201, body: { outcome: 'passed', score: 70, sheets: 3, passMark: 60 } });
    const [fact] = await service.facts('assessment.project.evaluated.v1', projectId);
    expect(fact.data).toMatchObject({
      participantIds: [author.participantId],
      outcome: 'passed',
      score: 70,
      criteria: [
        { code: 'relevance', score: 70 },
        { code: 'impact', score: 70 },
      ],
      rubricVersion: 1,
      protocolNumber: 'P-2025-07',
    });
    const again = await service.post(stage.chair, `projects/${projectId}/decision`, verdict);
    expect(again.body).toMatchObject({ status: 409, code: 'project-already-decided' });
    const late = await service.post(stage.members[2], `projects/${projectId}/score-sheets`, { scores: pointsOf(1) });
    expect(late.body.code).toBe('project-already-decided');
  });

  it('shows the author the decision and no sheet', async () => {
    const { body } = await service.get(author.personId, `projects/${projectId}`);

    expect(body).toMatchObject({ status: 'evaluated', outcome: 'passed', decision: { score: 70 } });
    expect((await service.get(author.personId, `projects/${projectId}/score-sheets`)).status).toBe(403);
    expect((await service.get(author.personId, `projects/${projectId}/aggregate`)).status).toBe(403);
  });

  it('writes the minutes and counts', async () => {
    const { body } = await service.get(stage.secretary, `panels/${stage.panelId}/protocol`);

    expect(body).toMatchObject({ quorum: 3, protocolNumbers: ['P-2025-07'], conflicts: [] });
    expect(body.members[0]).toMatchObject({
      role: 'chair',
      disclosures: ['organizer'],
      name: { latin: 'Aigul Serikkyzy' },
    });
    expect(body.projects[0]).toMatchObject({
      projectId,
      aggregate: { sheets: 3, score: 70 },
      decision: { outcome: 'passed' },
    });
    expect((await service.get(stage.organizer, `cohorts/${stage.cohortId}/figures`)).body).toEqual({
      ...{ projects: 1, submitted: 1, evaluated: 1, passed: 1, failed: 0, revise: 0, scoreSheets: 3, conflicts: 0 },
      ...{ strategies: 0, exercises: 0, exerciseGroupsAnswered: 0, reflections: 0 },
    });
  });
});
