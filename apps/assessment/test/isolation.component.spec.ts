import { v7 as uuid } from 'uuid';
import { GrantStateV1 } from '@app/contracts';
import { waitFor } from '@app/testing';
import { RunningAssessment } from './assessment.running.js';
import { CohortStage, criteria, type Pupil } from './cohort.running.js';

let service: RunningAssessment;
let stage: CohortStage;
let author: Pupil;
let projectId: string;

beforeAll(async () => {
  service = await RunningAssessment.start();
  stage = await CohortStage.set(service);
  author = await stage.pupil();
  projectId = await stage.submitted(author, 'A title that only some read');
});

afterAll(async () => {
  await service?.stop();
});

/** What a person sees of the project and of what surrounds it. */
async function sight(personId: string): Promise<Record<string, boolean>> {
  const status = async (url: string) => (await service.get(personId, url)).status === 200;
  const list = await service.get(personId, `projects?cohortId=${stage.cohortId}&q=only%20some`);
  return {
    project: await status(`projects/${projectId}`),
    listed: list.body.data.length === 1,
    counted: (await service.get(personId, `cohorts/${stage.cohortId}/figures`)).body.projects === 1,
    task: await status(`tasks/${stage.taskId}`),
    rubric: await status(`rubrics/${stage.rubricId}`),
    panel: await status(`panels/${stage.panelId}`),
  };
}

const everything = { project: true, listed: true, counted: true, task: true, rubric: true, panel: true };
const nothing = { project: false, listed: false, counted: false, task: false, rubric: false, panel: false };
const withoutPanel = { ...everything, panel: false };

describe('a project', () => {
  it('is seen by its author, who does not see the panel', async () => {
    expect(await sight(author.personId)).toEqual(withoutPanel);
  });

  it('is seen by the coordinator of the author’s organization and by no other coordinator', async () => {
    const [home, foreign] = [uuid(), uuid()];
    await stage.grant(home, author.organizationId, 'coordinator');
    await stage.grant(foreign, uuid(), 'coordinator');

    expect(await sight(home)).toEqual(withoutPanel);
    expect(await sight(foreign)).toEqual(nothing);
  });

  it('is seen by the organizer and by no other organizer', async () => {
    const other = await CohortStage.set(service);

    expect(await sight(stage.organizer)).toEqual(everything);
    expect(await sight(other.organizer)).toEqual(nothing);
  });

  it('is seen by the ministry and by auditors', async () => {
    const [officer, auditor] = [uuid(), uuid()];
    await stage.grant(officer, null, 'ministry-officer');
    await stage.grant(auditor, null, 'auditor');

    expect(await sight(officer)).toEqual(everything);
    expect(await sight(auditor)).toEqual(everything);
  });

  it('is seen by a person with a right at the program, who may also act on it', async () => {
    const assistant = uuid();
    const { rows } = await service.admin.query('SELECT program_id FROM cohorts WHERE id = $1', [stage.cohortId]);
    service.tell(GrantStateV1, {
      ...{
        personId: assistant,
        clientId: null,
        role: 'program-organizer',
        scope: 'program',
        scopeId: rows[0].program_id,
      },
      ...{ from: '2020-01-01T00:00:00Z', until: null, revokedAt: null },
    });
    await waitFor(async () => (await service.get(assistant, `projects/${projectId}`)).status === 200);

    expect(await sight(assistant)).toEqual(everything);
    const rubric = { title: { en: 'R' }, passMark: 50, criteria };
    expect((await service.post(assistant, `cohorts/${stage.cohortId}/rubrics`, rubric)).status).toBe(201);
  });

  it('is seen by a member of the panel only once it is before the panel', async () => {
    const member = stage.members[0];

    expect(await sight(member)).toMatchObject({
      project: false,
      listed: false,
      counted: false,
      panel: true,
      rubric: true,
    });
    await service.do(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds: [projectId] });
    expect(await sight(member)).toEqual(everything);
  });

  it('is seen by a co-author, and by nobody who has signed in without any tie to it', async () => {
    const [first, second] = [await stage.pupil(), await stage.pupil()];
    const participantIds = [first.participantId, second.participantId];
    const team = await service.do(first.personId, 'projects', { taskId: stage.taskId, participantIds, title: 'Team' });

    expect((await service.get(second.personId, `projects/${team.id}`)).status).toBe(200);
    expect((await service.post(second.personId, `projects/${team.id}/versions`, { summary: 'Ours' })).status).toBe(201);
    expect(await sight(uuid())).toEqual(nothing);
  });
});

describe('only the organizer', () => {
  it.each(['rubrics', 'tasks', 'panels'])('sets %s of a cohort', async (what) => {
    const bodies = {
      rubrics: { title: { en: 'R' }, passMark: 50, criteria },
      tasks: { kind: 'project', title: { en: 'T' }, dueAt: '2099-01-01T00:00:00Z' },
      panels: stage.panelPlan(),
    };
    const coordinator = uuid();
    await stage.grant(coordinator, author.organizationId, 'coordinator');

    for (const personId of [coordinator, author.personId, stage.chair, uuid()]) {
      const answer = await service.post(personId, `cohorts/${stage.cohortId}/${what}`, bodies[what as 'tasks']);
      expect(answer.body).toMatchObject({ status: 403, code: 'right-missing' });
    }
  });

  it('assigns projects and opens scoring', async () => {
    const assignment = { projectIds: [projectId] };

    expect((await service.post(stage.chair, `panels/${stage.panelId}/projects`, assignment)).body.code).toBe(
      'right-missing',
    );
    expect((await service.post(stage.chair, `panels/${stage.panelId}/scoring`)).body.code).toBe('right-missing');
    expect((await service.post(uuid(), `panels/${stage.panelId}/scoring`)).body.code).toBe('panel-not-found');
  });
});

describe('the database itself', () => {
  it('shows nothing to a connection that says no scope', async () => {
    for (const table of [
      'projects',
      'project_authors',
      'project_versions',
      'panels',
      'rubrics',
      'tasks',
      'participants',
    ]) {
      expect(await service.database.dataSource.query(`SELECT 1 FROM ${table}`)).toEqual([]);
    }
  });

  it('takes no second decision and no second sheet, whatever the code does', async () => {
    const constraints = await service.admin.query(
      `SELECT conname FROM pg_constraint WHERE contype IN ('u', 'p') AND conrelid = ANY ($1::regclass[])`,
      [['decisions', 'score_sheets', 'conflicts', 'project_authors']],
    );

    expect(constraints.rows.map(({ conname }) => conname)).toEqual(
      expect.arrayContaining(['decisions_pkey', 'score_sheets_once', 'conflicts_once', 'project_authors_pkey']),
    );
  });
});
