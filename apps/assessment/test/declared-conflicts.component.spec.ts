import { v7 as uuid } from 'uuid';
import { waitFor } from '@app/testing';
import { RunningAssessment } from './assessment.running.js';
import { CohortStage, pointsOf } from './cohort.running.js';

let service: RunningAssessment;

beforeAll(async () => {
  service = await RunningAssessment.start();
});

afterAll(async () => {
  await service?.stop();
});

const sheet = { scores: pointsOf(9), submit: true };

describe('a conflict that people declare', () => {
  let stage: CohortStage;
  let projectId: string;

  beforeAll(async () => {
    stage = await CohortStage.set(service);
    [projectId] = (await stage.scoring(await stage.pupil())) as [string];
  });

  const declare = (personId: string, more: object = {}) =>
    service.post(personId, `panels/${stage.panelId}/conflicts`, { projectId, reason: 'Advised the author', ...more });

  it('is recorded for oneself, once, and hides the project', async () => {
    const [member] = stage.members;

    expect(await declare(member)).toMatchObject({ status: 201, body: { personId: member, ground: 'declared' } });
    expect((await declare(member)).body.code).toBe('conflict-already-recorded');
    expect(await stage.tracesOf(member, projectId)).toEqual([]);
    const own = await service.get(member, `panels/${stage.panelId}`);
    expect(own.body.conflicts).toEqual([expect.objectContaining({ personId: member, note: 'Advised the author' })]);
  });

  it('is recorded for another only by chair, secretary or organizer', async () => {
    const [, second, third] = stage.members;

    expect((await declare(second, { personId: third })).body.code).toBe('only-the-own-conflict');
    expect((await declare(stage.secretary, { personId: third, ground: 'mentor' })).body.ground).toBe('mentor');
    expect((await declare(stage.organizer, { personId: uuid() })).body.code).toBe('not-on-the-panel');
  });

  it('may be disclosed instead by the organizer, and the member scores', async () => {
    const member = stage.members[3];

    expect((await declare(member, { resolution: 'disclosed' })).body.code).toBe('only-the-own-conflict');
    expect((await declare(stage.organizer, { personId: member, resolution: 'disclosed' })).status).toBe(201);
    await stage.score(member, projectId, 8);
    const { body } = await service.get(stage.secretary, `panels/${stage.panelId}/protocol`);
    expect(body.conflicts.map(({ resolution }: { resolution: string }) => resolution)).toContain('disclosed');
  });

  it('that was disclosed gives way to one that the platform finds', async () => {
    const pupil = await stage.pupil();
    const second = await service.do(stage.organizer, `cohorts/${stage.cohortId}/panels`, stage.panelPlan());
    const member = stage.members[3];
    const project = await stage.submitted(pupil);
    await service.do(stage.organizer, `panels/${second.id}/projects`, { projectIds: [project] });
    const disclosed = { projectId: project, personId: member, reason: 'Knows the school', resolution: 'disclosed' };
    await service.do(stage.organizer, `panels/${second.id}/conflicts`, disclosed);
    expect((await service.get(member, `projects/${project}`)).status).toBe(200);

    await stage.office(member, pupil.organizationId);

    await waitFor(async () => (await service.get(member, `projects/${project}`)).status === 404);
    const facts = await service.facts('assessment.panel.conflict-found.v1', second.id);
    expect(facts.map(({ data }) => data.resolution)).toEqual(['disclosed', 'excluded']);
  });

  it('comes too late after the decision', async () => {
    for (const personId of [stage.members[1], stage.chair]) await stage.score(personId, projectId, 8);
    await service.do(stage.chair, `projects/${projectId}/decision`, { outcome: 'passed', protocolNumber: 'P-3' });

    expect((await declare(stage.members[1])).body.code).toBe('project-already-decided');
  });
});

describe('a chair in conflict', () => {
  it('is stood in for by a member whom the organizer names', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    const [acting] = stage.members;
    await stage.office(stage.chair, pupil.organizationId);
    const [projectId] = await stage.scoring(pupil);
    for (const personId of stage.members) await stage.score(personId, projectId!, 8);
    const decide = (personId: string) =>
      service.post(personId, `projects/${projectId}/decision`, { outcome: 'passed', protocolNumber: 'P-4' });
    const name = (personId: string) =>
      service.post(personId, `projects/${projectId}/acting-chair`, { personId: acting });

    expect((await decide(stage.chair)).body.code).toBe('member-in-conflict');
    expect((await decide(acting)).body.code).toBe('only-the-chair-decides');
    expect((await name(stage.secretary)).body.code).toBe('right-missing');
    expect(await name(stage.organizer)).toMatchObject({ status: 200, body: { actingChairId: acting } });
    expect(await decide(acting)).toMatchObject({ status: 201, body: { decidedBy: acting } });
    expect(await stage.tracesOf(stage.chair, projectId!)).toEqual([]);
  });
});

describe('work that is to be revised', () => {
  it('is scored at once when it comes back before a panel that scores', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    const [projectId] = await stage.scoring(pupil);
    for (const personId of stage.members) await stage.score(personId, projectId!, 3);
    await service.do(stage.chair, `projects/${projectId}/decision`, { outcome: 'revise', protocolNumber: 'P-5' });
    await service.do(pupil.personId, `projects/${projectId}/versions`, { summary: 'Better now' });

    const panel = await service.do(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds: [projectId] });

    expect(panel.projects).toEqual([expect.objectContaining({ slot: 2, projectId, status: 'scoring' })]);
    expect(await stage.score(stage.members[0], projectId!, 9)).toMatchObject({ attempt: 2 });
  });

  it('comes back as a second attempt before another panel, with sheets of its own', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    const [projectId] = await stage.scoring(pupil);
    const scorers = [stage.chair, stage.members[0], stage.members[1]];
    for (const personId of scorers) await stage.score(personId, projectId!, 3);
    await service.do(stage.chair, `projects/${projectId}/decision`, { outcome: 'revise', protocolNumber: 'P-5' });

    await service.do(pupil.personId, `projects/${projectId}/versions`, { summary: 'Better now' });
    const second = await service.do(stage.organizer, `cohorts/${stage.cohortId}/panels`, stage.panelPlan());
    await service.do(stage.organizer, `panels/${second.id}/projects`, { projectIds: [projectId] });
    await service.do(stage.organizer, `panels/${second.id}/scoring`);
    for (const personId of scorers) await stage.score(personId, projectId!, 9);
    await service.do(stage.chair, `projects/${projectId}/decision`, { outcome: 'passed', protocolNumber: 'P-6' });

    const facts = await service.facts('assessment.project.evaluated.v1', projectId);
    expect(facts.map(({ data }) => [data.outcome, data.score])).toEqual([
      ['revise', 30],
      ['passed', 90],
    ]);
    const { body } = await service.get(stage.organizer, `cohorts/${stage.cohortId}/figures`);
    expect(body).toMatchObject({ projects: 1, evaluated: 1, passed: 1, revise: 0, scoreSheets: 6 });
  });
});

describe('an author with the organizer’s right', () => {
  it('learns of the own project what every author learns', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    await stage.grant(pupil.personId, stage.organizerId);
    const [own, other] = (await stage.scoring(pupil, await stage.pupil())) as [string, string];
    for (const projectId of [own, other]) await stage.score(stage.chair, projectId, 9);

    expect((await service.get(pupil.personId, `projects/${own}/aggregate`)).body.code).toBe('scores-not-open-to-you');
    expect((await service.get(pupil.personId, `projects/${own}/score-sheets`)).body.code).toBe(
      'scores-not-open-to-you',
    );
    expect((await service.get(pupil.personId, `projects/${other}/aggregate`)).body).toMatchObject({
      sheets: 1,
      score: 90,
    });
    const { body } = await service.get(pupil.personId, `panels/${stage.panelId}/protocol`);
    expect(body.projects.map(({ aggregate }: { aggregate: { score: number } }) => aggregate.score)).toEqual([null, 90]);
    expect((await service.get(pupil.personId, `cohorts/${stage.cohortId}/figures`)).body.scoreSheets).toBe(1);
  });
});

describe('an author who sits on the panel', () => {
  it('sees the own project and decision, and neither sheets nor aggregate', async () => {
    const stage = await CohortStage.set(service);
    const pupil = await stage.pupil();
    const members = [stage.chair, pupil.personId, stage.members[1], stage.members[2]].map((personId, index) => ({
      ...{ personId, organizationId: stage.partnerId, role: index === 0 ? 'chair' : 'member' },
    }));
    const plan = stage.panelPlan({ members });
    stage.panelId = (await service.do(stage.organizer, `cohorts/${stage.cohortId}/panels`, plan)).id;
    const [projectId] = await stage.scoring(pupil);
    await stage.score(stage.chair, projectId!, 9);

    expect((await service.get(pupil.personId, `projects/${projectId}`)).status).toBe(200);
    for (const url of ['aggregate', 'score-sheets']) {
      expect((await service.get(pupil.personId, `projects/${projectId}/${url}`)).body.code).toBe('member-in-conflict');
    }
    expect((await service.post(pupil.personId, `projects/${projectId}/score-sheets`, sheet)).body.code).toBe(
      'member-in-conflict',
    );
  });
});
