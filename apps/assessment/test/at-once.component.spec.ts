import { RunningAssessment } from './assessment.running.js';
import { CohortStage, pointsOf } from './cohort.running.js';

let service: RunningAssessment;

beforeAll(async () => {
  service = await RunningAssessment.start();
});

afterAll(async () => {
  await service?.stop();
});

/** The same act so many times at the same moment; the answers by status and code. */
async function atOnce(times: number, act: (index: number) => ReturnType<RunningAssessment['post']>): Promise<string[]> {
  const answers = await Promise.all(Array.from({ length: times }, (_, index) => act(index)));
  return answers.map(({ status, body }): string => (status < 300 ? String(status) : body.code)).sort();
}

describe('at the same moment', () => {
  it('decisions on one project leave one decision and one fact', async () => {
    const stage = await CohortStage.set(service);
    const [projectId] = await stage.scoring(await stage.pupil());
    for (const personId of [stage.chair, ...stage.members]) await stage.score(personId, projectId!, 8);

    const answers = await atOnce(8, (index) =>
      service.post(stage.chair, `projects/${projectId}/decision`, { outcome: 'passed', protocolNumber: `P-${index}` }),
    );

    expect(answers).toEqual(['201', ...Array.from({ length: 7 }, () => 'project-already-decided')]);
    expect(await service.facts('assessment.project.evaluated.v1', projectId)).toHaveLength(1);
  });

  it('submissions of one sheet leave one sheet and one fact', async () => {
    const stage = await CohortStage.set(service);
    const [projectId] = await stage.scoring(await stage.pupil());
    const submit = (index: number) =>
      service.post(stage.chair, `projects/${projectId}/score-sheets`, { scores: pointsOf(index), submit: true });

    expect(await atOnce(8, submit)).toEqual(['201', ...Array.from({ length: 7 }, () => 'score-sheet-locked')]);
    const { rows } = await service.admin.query('SELECT id FROM score_sheets WHERE project_id = $1', [projectId]);
    expect(rows).toHaveLength(1);
    expect(await service.facts('assessment.score-sheet.submitted.v1', rows[0].id)).toHaveLength(1);
  });

  it('sheets of all members and a decision come out as one of the two orders', async () => {
    const stage = await CohortStage.set(service);
    const [projectId] = await stage.scoring(await stage.pupil());
    for (const personId of stage.members.slice(0, 3)) await stage.score(personId, projectId!, 8);
    const late = [stage.members[3], stage.chair];

    const answers = await atOnce(3, (index) =>
      index === 1
        ? service.post(stage.chair, `projects/${projectId}/decision`, { outcome: 'passed', protocolNumber: 'P-1' })
        : service.post(late[index / 2]!, `projects/${projectId}/score-sheets`, { scores: pointsOf(8), submit: true }),
    );

    const [fact] = await service.facts('assessment.project.evaluated.v1', projectId);
    const { rows } = await service.admin.query(
      'SELECT d.sheets, (SELECT count(*)::int FROM score_sheets s WHERE s.project_id = d.project_id) AS submitted FROM decisions d WHERE project_id = $1',
      [projectId],
    );
    expect(fact.data.score).toBe(80);
    expect(rows[0].sheets).toBe(rows[0].submitted);
    expect(answers.filter((answer) => answer === '201')).toHaveLength(1 + rows[0].submitted - 3);
  });

  it('openings of scoring open it once and freeze the rubric once', async () => {
    const stage = await CohortStage.set(service);
    const projectIds = [await stage.submitted(await stage.pupil())];
    await service.do(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds });

    const answers = await atOnce(4, () => service.post(stage.organizer, `panels/${stage.panelId}/scoring`));

    expect(answers).toEqual(['200', 'scoring-already-open', 'scoring-already-open', 'scoring-already-open']);
    expect(await service.facts('assessment.rubric.frozen.v1', stage.rubricId)).toHaveLength(1);
  });

  it('two panels do not both get a project', async () => {
    const stage = await CohortStage.set(service);
    const second = await service.do(stage.organizer, `cohorts/${stage.cohortId}/panels`, stage.panelPlan());
    const first = [await stage.submitted(await stage.pupil()), await stage.submitted(await stage.pupil())];

    const answers = await atOnce(2, (index) =>
      service.post(stage.organizer, `panels/${[stage.panelId, second.id][index]}/projects`, {
        projectIds: index ? first : [...first].reverse(),
      }),
    );

    expect(answers).toEqual(['201', 'project-already-assigned']);
  });

  it('a participant begins one project for a task', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    const colleague = await stage.pupil();

    const answers = await atOnce(4, (index) =>
      service.post(index % 2 ? pupil.personId : colleague.personId, 'projects', {
        taskId: stage.taskId,
        participantIds: [pupil.participantId, colleague.participantId],
        title: 'Together',
      }),
    );

    expect(answers).toEqual(['201', 'participant-has-project', 'participant-has-project', 'participant-has-project']);
  });

  it('drafts of a rubric get versions of their own', async () => {
    const stage = await CohortStage.set(service);
    const rubric = {
      title: { en: 'R' },
      passMark: 1,
      criteria: [{ code: 'a', title: { en: 'a' }, weight: 1, maxScore: 1 }],
    };

    const drafts = await Promise.all(
      [1, 2, 3].map(() => service.do(stage.organizer, `cohorts/${stage.cohortId}/rubrics`, rubric)),
    );

    expect(new Set(drafts.map(({ rubricVersion }) => rubricVersion))).toEqual(new Set([2, 3, 4]));
  });
});
