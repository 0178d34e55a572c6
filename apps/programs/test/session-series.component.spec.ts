import { SessionHeldV1, SessionStateV1 } from '@app/contracts';
import { aSeriesPlan, aSessionPlan } from './builders.js';
import { ifMatch, pointersOf, refusal, type Json } from './caller.js';
import { RunningPrograms } from './running-programs.js';
import { Scene } from './scene.js';

let service: RunningPrograms;
let scene: Scene;

/** A cohort without end, where nothing is assessed: what the breakfasts of a university are. */
const internal = { startsOn: '2024-01-09', endsOn: null, completionRule: null, documents: [], nominations: null };
const breakfast = { firstStartsAt: '2024-02-13T02:30:00Z' };

beforeAll(async () => {
  service = await RunningPrograms.start();
  await service.setClock('2024-02-13T05:00:00Z');
  scene = await Scene.of(service);
}, 60_000);

afterAll(() => service?.stop());

const begins = ({ startsAt }: Json) => startsAt.slice(0, 16);
const make = (series: Json, body: Json) => scene.organizer.post(`/v1/session-series/${series.id}/sessions`, body);
const list = (series: Json, query = '') => scene.stranger.get(`/v1/session-series/${series.id}/occurrences${query}`);
const inCohort = async (id: string) => (await scene.stranger.get(`/v1/cohorts/${id}/sessions`)).body.data;

describe('every Tuesday on the first floor of the library', () => {
  let cohort: Json;
  let series: Json;

  beforeAll(async () => {
    cohort = await scene.cohort('running', internal);
    await scene.session(cohort.id, { ...aSessionPlan({ number: 5 }), startsAt: '2024-02-12T04:30:00Z' });
    series = await scene.series(cohort.id, breakfast);
  });

  it('is planned for ever and shown to everybody', async () => {
    const { firstStartsAt, ...plan } = aSeriesPlan(breakfast);

    expect(series).toMatchObject({ ...plan, version: 1, cohortId: cohort.id });
    expect(Date.parse(series.firstStartsAt)).toBe(Date.parse(firstStartsAt));
    const shown = await scene.stranger.get(`/v1/session-series/${series.id}`);
    expect(shown).toMatchObject({ status: 200, body: series, headers: { etag: '"v1"' } });
    expect((await scene.stranger.get(`/v1/cohorts/${cohort.id}/session-series`)).body).toEqual({ data: [series] });
  });

  it('has occurrences at the same time on the wall, also after the country has changed its zone', async () => {
    const { status, body } = await list(series, '?until=2024-03-05');

    expect([status, body.data.map(begins)]).toEqual([
      200,
      ['2024-02-13T02:30', '2024-02-20T02:30', '2024-02-27T02:30', '2024-03-05T03:30'],
    ]);
    expect(body.data[3]).toEqual({
      number: 4,
      startsAt: '2024-03-05T03:30:00.000Z',
      endsAt: '2024-03-05T05:00:00.000Z',
      sessionId: null,
    });
  });

  it('becomes sessions up to a day, each once, numbered on in the cohort', async () => {
    const first = await make(series, { until: '2024-02-26' });
    const again = await make(series, { until: '2024-03-05' });

    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.body.data).toMatchObject([
      { number: 6, seriesId: series.id, occurrence: 1, status: 'scheduled', moduleId: null },
      { number: 7, seriesId: series.id, occurrence: 2, venue: { building: 'Кітапхана', floor: '1' } },
    ]);
    expect(again.body.data.map(({ number }: Json) => number)).toEqual([6, 7, 8, 9]);
    expect(again.body.data.slice(0, 2)).toEqual(first.body.data);
    expect(await inCohort(cohort.id)).toHaveLength(5);
    const last = again.body.data[3];
    expect(await service.state(SessionStateV1, last.id, 1)).toMatchObject({
      ...{ cohortId: cohort.id, number: 9, format: 'corporate-breakfast', status: 'scheduled', counted: true },
      startsAt: '2024-03-05T03:30:00.000Z',
    });
    const { data } = (await list(series, '?until=2024-03-12')).body;
    const made = again.body.data.map(({ id }: Json) => id);
    expect(data.map(({ sessionId }: Json) => sessionId)).toEqual([...made, null]);
  });

  it('is held, moved and cancelled session by session, and none comes back', async () => {
    const [first, second, third] = (await make(series, { until: '2024-03-05' })).body.data;
    const times = { startsAt: '2024-02-21T02:30:00Z', endsAt: '2024-02-21T04:00:00Z' };

    await scene.organizer.make(`/v1/sessions/${first.id}/holding`);
    await scene.organizer.make(`/v1/sessions/${second.id}/rescheduling`, times, ifMatch(1));
    await scene.organizer.make(`/v1/sessions/${third.id}/cancellation`, { reason: 'Оқу сапары' });

    const { data } = (await make(series, { until: '2024-03-05' })).body;
    expect(data.map(({ status }: Json) => status)).toEqual(['held', 'scheduled', 'cancelled', 'scheduled']);
    expect(begins(data[1])).toBe('2024-02-21T02:30');
    expect(await inCohort(cohort.id)).toHaveLength(5);
    const { data: occurrences } = (await list(series, '?until=2024-03-05')).body;
    expect(occurrences[1]).toMatchObject({ sessionId: second.id, startsAt: '2024-02-20T02:30:00.000Z' });
  });

  it('rests while the cohort is paused, and goes on when it is resumed', async () => {
    const { organizer } = scene;
    const { id } = (await make(series, { until: '2024-03-05' })).body.data[3];
    await service.setClock('2024-03-05T06:00:00Z');
    await organizer.make(`/v1/cohorts/${cohort.id}/pause`);

    const held = await organizer.post(`/v1/sessions/${id}/holding`);
    expect(refusal(held)).toEqual([409, 'cohort-not-in-status']);
    await organizer.make(`/v1/sessions/${id}/cancellation`, { reason: 'Үзіліс' });
    const autumn = await make(series, { from: '2024-09-01', until: '2024-09-10' });
    expect(autumn.body.data.map(({ number, occurrence }: Json) => [number, occurrence])).toEqual([
      [10, 30],
      [11, 31],
    ]);

    await service.setClock('2024-09-03T06:00:00Z');
    await organizer.make(`/v1/cohorts/${cohort.id}/resumption`);
    await organizer.make(`/v1/sessions/${autumn.body.data[0].id}/holding`);
    const [fact] = await service.published(SessionHeldV1, autumn.body.data[0].id);
    expect(fact.data).toMatchObject({ cohortId: cohort.id, moduleId: null, mode: 'onsite' });
  });
});

describe('a series', () => {
  it('makes no session of a cohort that is concluded', async () => {
    const cohort = await scene.cohort('running', internal);
    const series = await scene.series(cohort.id, breakfast);
    await scene.organizer.make(`/v1/cohorts/${cohort.id}/conclusion`);

    expect(refusal(await make(series, { until: '2024-03-05' }))).toEqual([409, 'cohort-not-in-status']);
    const another = await scene.organizer.post(`/v1/cohorts/${cohort.id}/session-series`, aSeriesPlan(breakfast));
    expect(refusal(another)).toEqual([409, 'cohort-not-in-status']);
    expect(await inCohort(cohort.id)).toEqual([]);
    expect((await list(series, '?until=2024-03-05')).body.data).toHaveLength(4);
  });

  it('makes a session once, however many ask at the same time', async () => {
    const cohort = await scene.cohort('open', internal);
    const series = await scene.series(cohort.id, breakfast);

    const answers = await Promise.all([1, 2, 3].map(() => make(series, { until: '2024-03-05' })));

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    for (const { body } of answers) expect(body).toEqual(answers[0].body);
    expect(await inCohort(cohort.id)).toHaveLength(4);
  });

  it('belongs to its organizer: another one reads it and makes nothing of it', async () => {
    const cohort = await scene.cohort('running', internal);
    const series = await scene.series(cohort.id, breakfast);
    const url = `/v1/cohorts/${cohort.id}/session-series`;

    for (const answer of [
      await scene.stranger.post(url, aSeriesPlan(breakfast)),
      await scene.stranger.post(`/v1/session-series/${series.id}/sessions`, { until: '2024-03-05' }),
    ]) {
      expect(refusal(answer)).toEqual([403, 'right-missing']);
    }
    expect((await scene.stranger.get(url)).body.data).toEqual([series]);
    expect(await inCohort(cohort.id)).toEqual([]);
  });

  it('without end is not listed in full, and none further than 400 at once', async () => {
    const cohort = await scene.cohort('running', internal);
    const series = await scene.series(cohort.id, breakfast);
    const nine = await scene.series(cohort.id, { ...breakfast, rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=9' });

    const endless = await list(series);
    expect([...refusal(endless), ...pointersOf(endless)]).toEqual([422, 'series-without-end', '/until']);
    expect((await list(series, '?until=2031-10-07')).body.data).toHaveLength(400);
    expect(refusal(await list(series, '?until=2031-10-14'))).toEqual([422, 'series-window-too-long']);
    expect(refusal(await make(series, { until: '9999-12-31' }))).toEqual([422, 'series-window-too-long']);
    expect((await list(series, '?from=2031-10-14&until=2031-10-14')).body.data).toMatchObject([{ number: 401 }]);
    expect((await list(nine)).body.data).toHaveLength(9);
  });

  it('makes sessions inside the days of its cohort only', async () => {
    const cohort = await scene.cohort('running', { ...internal, endsOn: '2024-03-04' });
    const series = await scene.series(cohort.id, breakfast);

    const beyond = await make(series, { until: '2024-03-05' });

    expect([...refusal(beyond), ...pointersOf(beyond)]).toEqual([400, 'session-outside-days', '/until']);
    expect((await make(series, { until: '2024-03-04' })).body.data).toHaveLength(3);
  });
});
