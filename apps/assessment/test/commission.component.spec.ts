import { v7 as uuid } from 'uuid';
import { RunningAssessment } from './assessment.running.js';
import { CohortStage, pointsOf, type Pupil } from './cohort.running.js';
import { Commission, DISCLOSURE, people, quorum } from './commission.running.js';

let service: RunningAssessment;
let stage: CohortStage;

beforeAll(async () => {
  service = await RunningAssessment.start();
  stage = await CohortStage.set(service);
});

afterAll(async () => {
  await service?.stop();
});

describe('a commission of nine', () => {
  let commission: Commission;
  let authors: Pupil[];
  let strategyId: string;
  let secondId: string;

  beforeAll(async () => {
    commission = await Commission.appoint(stage);
    authors = await people(stage, 3);
    strategyId = await commission.strategy(authors);
    secondId = await commission.strategy(await people(stage, 1));
    await commission.open(strategyId, secondId);
  });

  it('has the disclosed interest on record with everything it judges', async () => {
    const facts = await commission.conflictFacts();

    expect(facts.map(({ projectId }) => projectId)).toEqual([strategyId, secondId]);
    for (const fact of facts) {
      expect(fact).toMatchObject({ personId: commission.president, reason: 'declared', resolution: 'disclosed' });
    }
    const { body } = await service.get(commission.chair, `panels/${commission.id}`);
    expect(body.conflicts).toHaveLength(2);
    expect(body.members[1]).toMatchObject({ personId: commission.president, disclosed: DISCLOSURE });
    expect(body.members[2].disclosed).toBeNull();
  });

  it('has both versions of the strategy', async () => {
    const { body } = await service.get(commission.chair, `projects/${strategyId}/versions`);

    expect(body.data.map(({ number, summary }: any) => [number, summary])).toEqual([
      [1, 'Действующая стратегия'],
      [2, 'Обновлённая стратегия'],
    ]);
  });

  it('cannot decide below its quorum', async () => {
    for (const personId of [commission.chair, commission.president, commission.others[0]!, commission.others[1]!]) {
      await stage.score(personId, strategyId, 8);
    }

    expect(await commission.decide(strategyId)).toMatchObject({ status: 409, body: { code: 'panel-below-quorum' } });
    expect((await service.get(commission.chair, `projects/${strategyId}`)).body.outcome).toBeNull();
  });

  it('decides with a protocol number, for all who wrote the strategy', async () => {
    for (const personId of commission.others.slice(2)) await stage.score(personId, strategyId, 8);

    expect(await commission.decide(strategyId)).toMatchObject({ status: 201, body: { score: 80, sheets: 9 } });

    const [fact] = await service.facts('assessment.project.evaluated.v1', strategyId);
    expect(fact.organizationid).toBe(authors[0]!.organizationId);
    expect(fact.data).toMatchObject({
      kind: 'strategy',
      outcome: 'passed',
      protocolNumber: 'П-2020-03',
      participantIds: authors.map(({ participantId }) => participantId),
    });
  });

  it('tells of the interest in its minutes', async () => {
    const { body } = await service.get(commission.chair, `panels/${commission.id}/protocol`);

    expect(body).toMatchObject({ kind: 'commission', appointmentOrder: { number: '312-п' }, quorum });
    expect(body.protocolNumbers).toEqual(['П-2020-03']);
    expect(body.members[1]).toMatchObject({ disclosed: DISCLOSURE, disclosures: ['organizer'] });
    expect(body.conflicts).toContainEqual(
      expect.objectContaining({ projectId: strategyId, resolution: 'disclosed', note: DISCLOSURE }),
    );
  });

  it('is counted', async () => {
    const { body } = await service.get(stage.organizer, `cohorts/${stage.cohortId}/figures`);

    expect(body).toMatchObject({ projects: 2, strategies: 2, evaluated: 1, passed: 1, scoreSheets: 9, conflicts: 2 });
  });

  it('judges no project, and a panel judges no strategy', async () => {
    const project = await stage.submitted(await stage.pupil());
    const strategy = await commission.strategy(await people(stage, 1));

    const toCommission = await service.post(stage.organizer, `panels/${commission.id}/projects`, {
      projectIds: [project],
    });
    const toPanel = await service.post(stage.organizer, `panels/${stage.panelId}/projects`, { projectIds: [strategy] });

    expect([toCommission.body.code, toPanel.body.code]).toEqual([
      'project-not-for-this-panel',
      'project-not-for-this-panel',
    ]);
  });
});

describe('a disclosed interest', () => {
  it('does not stand against what the platform finds, or the member says later', async () => {
    const commission = await Commission.appoint(stage);
    const [found, said] = [await people(stage, 1), await people(stage, 1)];
    const strategies = [await commission.strategy(found), await commission.strategy(said)];
    await stage.office(commission.president, found[0]!.organizationId);
    await commission.open(...strategies);

    const sheet = { scores: pointsOf(9), submit: true };
    const [refused, allowed] = [
      await service.post(commission.president, `projects/${strategies[0]}/score-sheets`, sheet),
      await service.post(commission.president, `projects/${strategies[1]}/score-sheets`, sheet),
    ];
    const own = { projectId: strategies[1], reason: 'Прежде работал в этом университете' };
    const recusal = await service.post(commission.president, `panels/${commission.id}/conflicts`, own);

    expect([refused.body.code, allowed.status, recusal.status]).toEqual(['member-in-conflict', 201, 201]);
    expect((await commission.conflictFacts()).map(({ reason, resolution }) => [reason, resolution])).toEqual([
      ['same-organization', 'excluded'],
      ['declared', 'disclosed'],
      ['declared', 'excluded'],
    ]);
    expect((await service.get(commission.president, `projects/${strategies[1]}`)).status).toBe(404);
    const again = await service.post(commission.president, `panels/${commission.id}/conflicts`, own);
    expect(again.body.code).toBe('conflict-already-recorded');
  });

  it('is not disclosed by oneself, and not empty', async () => {
    const commission = await Commission.appoint(stage);
    const seats = [stage.organizer, uuid(), uuid()].map((personId, index) => ({
      ...{ personId, organizationId: uuid(), role: index === 0 ? 'chair' : 'member' },
    }));
    const appoint = (disclosed: string) => {
      const plan = commission.plan({ quorum: 3, members: [{ ...seats[0], disclosed }, ...seats.slice(1)] });
      return service.post(stage.organizer, `cohorts/${stage.cohortId}/panels`, plan);
    };

    expect((await appoint('Свой проект')).body).toMatchObject({
      ...{ status: 400, code: 'panel-composition-invalid' },
      errors: [{ pointer: '/members/0/disclosed', code: 'disclosed-by-oneself' }],
    });
    expect((await appoint(' ')).body.code).toBe('validation-failed');
  });
});

describe('a strategy', () => {
  it('has authors of one institution', async () => {
    const commission = await Commission.appoint(stage);
    const [own, foreign] = [await stage.pupil(), await stage.pupil()];
    const participantIds = [own.participantId, foreign.participantId];

    const answer = await service.post(own.personId, 'projects', {
      taskId: commission.taskId,
      participantIds,
      title: 'S',
    });

    expect(answer.body).toMatchObject({ status: 400, code: 'authors-of-different-institutions' });
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/participantIds/1' })]);
  });

  it('is one of its institution, whoever began it', async () => {
    const commission = await Commission.appoint(stage);
    const [first, second] = (await people(stage, 2)) as [Pupil, Pupil];
    await commission.strategy([first]);

    const plan = { taskId: commission.taskId, participantIds: [second.participantId], title: 'S' };
    expect((await service.post(second.personId, 'projects', plan)).body).toMatchObject({
      ...{ status: 409, code: 'institution-has-strategy' },
    });
  });
});
