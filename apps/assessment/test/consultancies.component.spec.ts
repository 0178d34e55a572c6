import { v7 as uuid } from 'uuid';
import { CohortStateV1 } from '@app/contracts';
import { waitFor } from '@app/testing';
import { RunningAssessment } from './assessment.running.js';
import { CohortStage, pointsOf, type Pupil } from './cohort.running.js';
import { Commission, people } from './commission.running.js';

let service: RunningAssessment;
let stage: CohortStage;

beforeAll(async () => {
  service = await RunningAssessment.start();
  stage = await CohortStage.set(service);
});

afterAll(async () => {
  await service?.stop();
});

describe('a consultant', () => {
  let authors: Pupil[];
  let consultant: string;
  let commission: Commission;
  let consultancy: any;

  beforeAll(async () => {
    commission = await Commission.appoint(stage);
    authors = await people(stage, 2);
    consultant = commission.others[0]!;
    stage.person(consultant, 'Нино Беридзе', 'Nino Beridze');
    await waitFor(async () => {
      const plan = { personId: consultant, organizationId: authors[0]!.organizationId };
      consultancy = (await service.post(stage.organizer, `cohorts/${stage.cohortId}/consultancies`, plan)).body;
      return consultancy.id;
    });
  });

  it('is assigned once, by the organizer, to an institution that is known', async () => {
    const plan = { personId: consultant, organizationId: authors[0]!.organizationId };
    const assign = (personId: string, body: object) =>
      service.post(personId, `cohorts/${stage.cohortId}/consultancies`, body);

    expect(consultancy).toMatchObject({ ...plan, name: { latin: 'Nino Beridze' }, sessions: [], version: 1 });
    expect((await assign(stage.organizer, plan)).body.code).toBe('consultancy-already-recorded');
    expect((await assign(consultant, plan)).body.code).toBe('right-missing');
    expect((await assign(stage.organizer, { ...plan, organizationId: uuid() })).status).toBe(503);
    expect((await assign(stage.organizer, { ...plan, note: 'x' })).body.code).toBe('validation-failed');
  });

  it('records the consultations, and nobody else does', async () => {
    const url = `consultancies/${consultancy.id}/sessions`;
    const session = { at: '2020-05-14T10:00:00Z', note: 'Миссия мен көрсеткіштерді қарадық' };

    expect(await service.post(consultant, url, session)).toMatchObject({
      status: 201,
      body: { version: 2, sessions: [{ number: 1, note: session.note, at: '2020-05-14T10:00:00.000Z' }] },
    });
    expect((await service.post(stage.organizer, url, session)).body.code).toBe('only-the-consultant-reports');
    expect((await service.post(uuid(), url, session)).body.code).toBe('consultancy-not-found');
    expect((await service.post(consultant, url, { ...session, at: '2020-02-30T10:00:00Z' })).status).toBe(400);
  });

  it('is seen by the organizer and the institution, not by others', async () => {
    const coordinator = uuid();
    await stage.grant(coordinator, authors[0]!.organizationId, 'coordinator');
    const outsider = await stage.pupil();
    const seen = async (personId: string) =>
      (await service.get(personId, `cohorts/${stage.cohortId}/consultancies`)).body.data.length;

    for (const personId of [stage.organizer, consultant, coordinator, authors[1]!.personId]) {
      expect(await seen(personId)).toBe(1);
      expect((await service.get(personId, `consultancies/${consultancy.id}`)).body.sessions).toHaveLength(1);
    }
    expect([await seen(outsider.personId), await seen(commission.chair)]).toEqual([0, 0]);
  });

  it('does not judge the institution', async () => {
    const [own, other] = [await commission.strategy(authors), await commission.strategy(await people(stage, 1))];
    await commission.open(own, other);

    expect((await commission.conflictFacts()).filter(({ resolution }) => resolution === 'excluded')).toEqual([
      expect.objectContaining({ projectId: own, personId: consultant, reason: 'consultant' }),
    ]);
    const sheet = { scores: pointsOf(9), submit: true };
    expect((await service.post(consultant, `projects/${own}/score-sheets`, sheet)).body.code).toBe(
      'member-in-conflict',
    );
    expect((await service.post(consultant, `projects/${other}/score-sheets`, sheet)).status).toBe(201);
  });

  it('who is assigned once scoring is open is excluded at once, of this cohort alone', async () => {
    const strategy = await commission.strategy(await people(stage, 1));
    await service.do(stage.organizer, `panels/${commission.id}/projects`, { projectIds: [strategy] });
    const late = commission.others[3]!;
    stage.person(late, 'Ерлан Оспанов', 'Yerlan Ospanov');
    const { body } = await service.get(commission.chair, `projects/${strategy}`);
    const otherCohort = service.tell(CohortStateV1, { organizerId: stage.organizerId, partners: [] });
    const assign = async (cohortId: string) => {
      const plan = { personId: late, organizationId: body.homeOrganizationId };
      await waitFor(
        async () => (await service.post(stage.organizer, `cohorts/${cohortId}/consultancies`, plan)).status === 201,
      );
    };

    await assign(otherCohort);
    expect((await service.get(late, `projects/${strategy}`)).status).toBe(200);
    await assign(stage.cohortId);
    expect((await service.get(late, `projects/${strategy}`)).status).toBe(404);
  });
});
