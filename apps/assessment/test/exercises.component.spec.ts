import { v7 as uuid } from 'uuid';
import { RunningAssessment } from './assessment.running.js';
import type { CohortStage, Pupil } from './cohort.running.js';
import { breakfast, exercisePlan, session } from './session-work.running.js';

let service: RunningAssessment;
let stage: CohortStage;
let pupils: Pupil[];
let sessionId: string;
let exercise: any;

const set = (personId: string, plan: object) => service.post(personId, `cohorts/${stage.cohortId}/exercises`, plan);
const elect = (pupil: Pupil, groupId: string, leader: Pupil) =>
  service.post(pupil.personId, `exercise-groups/${groupId}/leader`, { participantId: leader.participantId });
const answer = (personId: string, groupId: string) =>
  service.post(personId, `exercise-groups/${groupId}/answer`, { text: 'Сенім ашық әңгімеден басталады' });

beforeAll(async () => {
  service = await RunningAssessment.start();
  ({ stage, pupils, sessionId } = await breakfast(service, 5));
  const groups = { Сенім: pupils.slice(0, 2), Адалдық: pupils.slice(2, 4) };
  exercise = await service.do(stage.organizer, `cohorts/${stage.cohortId}/exercises`, exercisePlan(sessionId, groups));
});

afterAll(async () => {
  await service?.stop();
});

describe('a group exercise', () => {
  it('has groups without leaders at first', () => {
    expect(exercise).toMatchObject({ sessionId, title: { en: 'Choosing a Leader' }, version: 1 });
    expect(exercise.groups.map(({ number, name, leaderId }: any) => [number, name, leaderId])).toEqual([
      [1, 'Сенім', null],
      [2, 'Адалдық', null],
    ]);
    expect(exercise.groups[0].members.map(({ personId }: any) => personId)).toEqual(
      pupils.slice(0, 2).map(({ personId }) => personId),
    );
  });

  it('is answered by the leader whom the group elected, each once', async () => {
    const [group] = exercise.groups;
    const [first, second, third] = pupils as [Pupil, Pupil, Pupil];

    expect((await answer(second.personId, group.id)).body).toMatchObject({ status: 409, code: 'leader-not-elected' });
    expect((await elect(third, group.id, first)).body).toMatchObject({ status: 403, code: 'not-in-the-group' });
    expect((await elect(first, group.id, third)).body).toMatchObject({ status: 400, code: 'leader-not-of-the-group' });
    const elected = await elect(first, group.id, second);
    expect(elected).toMatchObject({ status: 201, body: { leaderId: second.participantId, version: 2 } });
    expect((await elect(second, group.id, first)).body).toMatchObject({ status: 409, code: 'leader-already-elected' });
    expect((await answer(first.personId, group.id)).body.code).toBe('only-the-leader-answers');
    expect((await answer(stage.organizer, group.id)).body.code).toBe('only-the-leader-answers');
    expect(await answer(second.personId, group.id)).toMatchObject({ status: 201, body: { version: 3 } });
    expect((await answer(second.personId, group.id)).body.code).toBe('exercise-already-answered');
  });

  it('tells that it was answered, and not what', async () => {
    const [fact] = await service.facts('assessment.exercise.answered.v1', exercise.id);

    expect(fact.data).toEqual({
      ...{ cohortId: stage.cohortId, sessionId, groupId: exercise.groups[0].id },
      leaderId: pupils[1]!.participantId,
      answeredAt: expect.any(String),
    });
  });

  it('records one of two elections at once', async () => {
    const [, , third, fourth] = pupils as [Pupil, Pupil, Pupil, Pupil];
    const { id } = exercise.groups[1];

    const answers = await Promise.all([elect(third, id, third), elect(fourth, id, fourth)]);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it('is presented to the room: the organizer and who takes part, nobody else', async () => {
    const list = async (personId: string) =>
      (await service.get(personId, `cohorts/${stage.cohortId}/exercises`)).body.data;
    const foreign = await breakfast(service, 1);

    for (const personId of [stage.organizer, pupils[4]!.personId]) {
      const [view] = await list(personId);
      expect(view.groups[0]).toMatchObject({ leaderId: pupils[1]!.participantId, answer: expect.any(String) });
    }
    for (const personId of [uuid(), foreign.stage.organizer, foreign.pupils[0]!.personId]) {
      expect(await list(personId)).toEqual([]);
      expect((await service.get(personId, `exercises/${exercise.id}`)).body.code).toBe('exercise-not-found');
      expect((await answer(personId, exercise.groups[0].id)).body.code).toBe('exercise-group-not-found');
    }
    const { body } = await service.get(stage.organizer, `cohorts/${stage.cohortId}/figures`);
    expect(body).toMatchObject({ exercises: 1, exerciseGroupsAnswered: 1 });
  });
});

describe('an exercise is refused', () => {
  it('to everybody but the organizer', async () => {
    const plan = exercisePlan(sessionId, { A: pupils.slice(0, 1) });

    for (const personId of [pupils[0]!.personId, uuid()]) expect((await set(personId, plan)).status).toBe(403);
  });

  it('with groups that contradict themselves', async () => {
    const foreign = await breakfast(service, 1);
    const [first] = pupils as [Pupil];

    const { body } = await set(
      stage.organizer,
      exercisePlan(sessionId, { A: [first], B: [first, foreign.pupils[0]!] }),
    );

    expect(body).toMatchObject({ status: 400, code: 'exercise-groups-invalid' });
    expect(body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`)).toEqual([
      '/groups/1/participantIds/0 participant-in-two-groups',
      '/groups/1/participantIds/1 participant-of-another-cohort',
    ]);
  });

  it('for a session of another cohort, or one that is not known', async () => {
    const plan = (id: string) => exercisePlan(id, { A: pupils.slice(0, 1) });

    expect((await set(stage.organizer, plan(await session(service, uuid())))).body.code).toBe(
      'session-of-another-cohort',
    );
    expect((await set(stage.organizer, plan(uuid()))).status).toBe(503);
  });

  it.each([
    ['no group', { groups: [] }],
    ['a list where a group belongs', { groups: [[]] }],
    ['an empty group', { groups: [{ name: 'A', participantIds: [] }] }],
    ['a task in no language', { tasks: [{}] }],
    ['an unknown field', { leader: uuid() }],
  ])('with %s', async (_, wrong) => {
    const plan = { ...exercisePlan(sessionId, { A: pupils.slice(0, 1) }), ...wrong };

    expect((await set(stage.organizer, plan)).body.code).toBe('validation-failed');
  });
});
