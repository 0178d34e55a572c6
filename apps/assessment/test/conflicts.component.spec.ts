import { v7 as uuid } from 'uuid';
import { waitFor } from '@app/testing';
import { RunningAssessment } from './assessment.running.js';
import { CohortStage, pointsOf, type Pupil } from './cohort.running.js';

let service: RunningAssessment;

beforeAll(async () => {
  service = await RunningAssessment.start();
});

afterAll(async () => {
  await service?.stop();
});

const sheet = { scores: pointsOf(9), submit: true };

describe('a member with an office in the author’s school', () => {
  let stage: CohortStage;
  let author: Pupil;
  let open: string;
  let secret: string;
  let member: string;

  beforeAll(async () => {
    stage = await CohortStage.set(service);
    member = stage.members[0];
    author = await stage.pupil();
    const other = await stage.pupil();
    await stage.office(member, author.organizationId);
    open = await stage.submitted(other, 'Open project');
    secret = await stage.submitted(author, 'Secret project');
    await service.do(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds: [open, secret] });
    await service.do(stage.organizer, `panels/${stage.panelId}/scoring`);
  });

  it('is found at the assignment and told of as excluded', async () => {
    const facts = await service.facts('assessment.panel.conflict-found.v1', stage.panelId);

    expect(facts.map(({ data }) => data)).toEqual([
      expect.objectContaining({
        ...{ projectId: secret, personId: member, reason: 'same-organization', resolution: 'excluded' },
      }),
    ]);
    const { body } = await service.get(stage.organizer, `panels/${stage.panelId}`);
    expect(body.conflicts).toEqual([
      expect.objectContaining({ projectId: secret, personId: member, ground: 'same-organization', declaredBy: null }),
    ]);
  });

  it('is refused to score it', async () => {
    const { body } = await service.post(member, `projects/${secret}/score-sheets`, sheet);

    expect(body).toMatchObject({ status: 403, code: 'member-in-conflict' });
  });

  it('finds it in no list, search or count, and sees the other project', async () => {
    await stage.score(stage.members[1], secret, 9);

    expect(await stage.tracesOf(member, secret)).toEqual([]);
    expect(await stage.tracesOf(stage.members[1], secret)).toHaveLength(8);
    const { body } = await service.get(member, `projects?panelId=${stage.panelId}`);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual([open]);
    expect((await service.get(member, `cohorts/${stage.cohortId}/figures`)).body).toMatchObject({
      ...{ projects: 1, submitted: 1, scoreSheets: 0, conflicts: 0 },
    });
    expect((await service.get(stage.members[1], `cohorts/${stage.cohortId}/figures`)).body).toMatchObject({
      ...{ projects: 2, scoreSheets: 1, conflicts: 1 },
    });
  });

  it('does not see it with a right that shows everything else', async () => {
    await stage.grant(member, null, 'auditor');
    const colleague = uuid();
    await stage.grant(colleague, null, 'auditor');

    expect(await stage.tracesOf(colleague, secret)).toContain(`projects/${secret}`);
    expect(await stage.tracesOf(member, secret)).toEqual([]);
  });

  it('does not count for the quorum', async () => {
    await stage.score(stage.chair, secret, 9);
    const decide = () =>
      service.post(stage.chair, `projects/${secret}/decision`, { outcome: 'passed', protocolNumber: 'P-2' });

    expect((await decide()).body.code).toBe('panel-below-quorum');
    await stage.score(stage.members[2], secret, 9);
    expect((await decide()).status).toBe(201);
  });

  it('finds no line about it in the minutes', async () => {
    const chairsView = await service.get(stage.chair, `panels/${stage.panelId}/protocol`);

    expect(chairsView.body.projects).toHaveLength(2);
    expect(chairsView.body.conflicts).toHaveLength(1);
    for (const personId of [stage.members[1], stage.members[2], stage.chair]) await stage.score(personId, open, 5);
    await service.do(stage.chair, `projects/${open}/decision`, { outcome: 'failed', protocolNumber: 'P-2' });
    const own = await service.get(member, `panels/${stage.panelId}/protocol`);
    expect(own.body.projects.map(({ projectId }: { projectId: string }) => projectId)).toEqual([open]);
  });
});

describe('a member who takes an office', () => {
  it('at the district above the school, once scoring is open, is in conflict from then on', async () => {
    const stage = await CohortStage.set(service);
    const member = stage.members[0];
    const [projectId] = await stage.scoring(await stage.pupil());
    await stage.score(member, projectId!, 10);
    for (const personId of [stage.members[1], stage.chair]) await stage.score(personId, projectId!, 6);
    expect((await service.get(stage.chair, `projects/${projectId}/aggregate`)).body).toMatchObject({ sheets: 3 });

    await stage.office(member, stage.districtId);

    await waitFor(async () => (await service.get(member, `projects/${projectId}`)).status === 404);
    const [fact] = await service.facts('assessment.panel.conflict-found.v1', stage.panelId);
    expect(fact.data).toMatchObject({ personId: member, reason: 'parent-organization' });
    expect((await service.get(stage.chair, `projects/${projectId}/aggregate`)).body).toMatchObject({
      sheets: 2,
      score: 60,
    });
  });

  it('that begins later is found at the sheet, and stays on record', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    const member = stage.members[0];
    const [projectId] = await stage.scoring(pupil);
    // The office is there without its event having been looked at, as one that begins today.
    await service.admin.query(
      `INSERT INTO appointments (id, person_id, organization_id, title, "from") VALUES ($1, $2, $3, '{}', '2020-01-01')`,
      [uuid(), member, pupil.organizationId],
    );

    const first = await service.post(member, `projects/${projectId}/score-sheets`, sheet, {
      'idempotency-key': 'once',
    });
    const again = await service.post(member, `projects/${projectId}/score-sheets`, sheet, {
      'idempotency-key': 'once',
    });

    expect([first.body.code, again.body.code]).toEqual(['member-in-conflict', 'member-in-conflict']);
    expect(await service.facts('assessment.panel.conflict-found.v1', stage.panelId)).toHaveLength(1);
    expect(await stage.tracesOf(member, projectId!)).toEqual([]);
    const sheets = await service.admin.query('SELECT 1 FROM score_sheets WHERE project_id = $1', [projectId]);
    expect(sheets.rowCount).toBe(0);
  });

  it('that has ended is free', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    await stage.office(stage.members[0], pupil.organizationId, '2019-01-01', '2020-01-01');
    const [projectId] = await stage.scoring(pupil);

    await stage.score(stage.members[0], projectId!, 7);

    expect(await service.facts('assessment.panel.conflict-found.v1', stage.panelId)).toEqual([]);
  });
});
