import { v7 as uuid } from 'uuid';
import { aSeriesPlan } from './builders.js';
import { pointersOf, refusal, type Json } from './caller.js';
import { RunningPrograms } from './running-programs.js';
import { Scene } from './scene.js';

let service: RunningPrograms;
let scene: Scene;
let cohort: Json;
let series: Json;

const breakfast = { firstStartsAt: '2024-02-13T02:30:00Z' };

beforeAll(async () => {
  service = await RunningPrograms.start();
  await service.setClock('2024-02-13T05:00:00Z');
  scene = await Scene.of(service);
  const days = { startsOn: '2024-01-09', endsOn: null };
  cohort = await scene.cohort('running', { ...days, completionRule: null, documents: [], nominations: null });
  series = await scene.series(cohort.id, breakfast);
}, 60_000);

afterAll(() => service?.stop());

const make = (id: string, body: Json) => scene.organizer.post(`/v1/session-series/${id}/sessions`, body);
const list = (id: string, query = '') => scene.stranger.get(`/v1/session-series/${id}/occurrences${query}`);
const inCohort = async (id: string) => (await scene.stranger.get(`/v1/cohorts/${id}/sessions`)).body.data;

describe('bad input', () => {
  it.each([
    ['a rule by the day', { rule: 'FREQ=DAILY' }, 'series-rule-not-supported', '/rule'],
    ['a rule without weekday', { rule: 'FREQ=WEEKLY' }, 'series-rule-not-supported', '/rule'],
    ['a rule that is prose', { rule: 'every Tuesday' }, 'series-rule-not-supported', '/rule'],
    [
      'a Wednesday for Tuesdays',
      { firstStartsAt: '2024-02-14T02:30:00Z' },
      'series-first-outside-rule',
      '/firstStartsAt',
    ],
    ['an end before the first', { rule: 'FREQ=WEEKLY;BYDAY=TU;UNTIL=20240212' }, 'ends-before-it-begins', '/rule'],
    ['a first before the cohort', { firstStartsAt: '2024-01-02T02:30:00Z' }, 'session-outside-days', '/firstStartsAt'],
    ['an unknown field', { moduleId: uuid() }, 'validation-failed', '/moduleId'],
    ['no rule', { rule: undefined }, 'validation-failed', '/rule'],
    ['a list of rules', { rule: ['FREQ=WEEKLY;BYDAY=TU'] }, 'validation-failed', '/rule'],
    ['a rule as long as a book', { rule: 'X'.repeat(201) }, 'validation-failed', '/rule'],
    [
      'an instant that does not exist',
      { firstStartsAt: '2024-02-30T02:30:00Z' },
      'validation-failed',
      '/firstStartsAt',
    ],
    ['no minute', { minutes: 0 }, 'validation-failed', '/minutes'],
    ['more than a day', { minutes: 1441 }, 'validation-failed', '/minutes'],
    ['a bare offset', { timeZone: '+05:00' }, 'validation-failed', '/timeZone'],
    ['a venue that is a text', { venue: 'Library' }, 'validation-failed', '/venue'],
  ])('in a plan is refused: %s', async (_, overrides, code, pointer) => {
    const body = { ...aSeriesPlan(breakfast), ...overrides };
    const answer = await scene.organizer.post(`/v1/cohorts/${cohort.id}/session-series`, body);

    expect(refusal(answer)).toEqual([400, code]);
    expect(pointersOf(answer)).toContain(pointer);
  });

  it.each([
    ['no day', {}, 'validation-failed'],
    ['a day that does not exist', { until: '2024-02-30' }, 'validation-failed'],
    ['an instant where a day belongs', { until: '2024-03-05T00:00:00Z' }, 'validation-failed'],
    ['a day before the first one', { until: '2024-02-12' }, 'ends-before-it-begins'],
    ['a day before the days asked for', { from: '2024-03-06', until: '2024-03-05' }, 'ends-before-it-begins'],
  ])('in an order for sessions is refused: %s', async (_, body, code) => {
    const answer = await make(series.id, body);

    expect([...refusal(answer), ...pointersOf(answer)]).toEqual([400, code, '/until']);
    expect(await inCohort(cohort.id)).toEqual([]);
  });

  it.each([
    ['?until=2024-02-12', 400, 'ends-before-it-begins'],
    ['?until=tomorrow', 400, 'validation-failed'],
    ['?until=2024-02-30', 400, 'validation-failed'],
    ['?color=blue', 400, 'validation-failed'],
  ])('in a question is refused: %s', async (query, status, code) => {
    expect(refusal(await list(series.id, query))).toEqual([status, code]);
  });

  it('is an id of nothing', async () => {
    const id = uuid();
    const { organizer } = scene;

    expect(refusal(await organizer.get(`/v1/session-series/${id}`))).toEqual([404, 'session-series-not-found']);
    expect(refusal(await list(id))).toEqual([404, 'session-series-not-found']);
    expect(refusal(await make(id, { until: '2024-03-05' }))).toEqual([404, 'session-series-not-found']);
    const nowhere = `/v1/cohorts/${id}/session-series`;
    expect(refusal(await organizer.get(nowhere))).toEqual([404, 'cohort-not-found']);
    expect(refusal(await organizer.post(nowhere, aSeriesPlan()))).toEqual([404, 'cohort-not-found']);
    expect(refusal(await organizer.get('/v1/session-series/7'))).toEqual([400, 'validation-failed']);
  });

  it('is told in the language of the caller', async () => {
    const url = `/v1/cohorts/${cohort.id}/session-series`;
    const told = async (language: string) => {
      const body = aSeriesPlan({ ...breakfast, rule: 'FREQ=YEARLY;BYDAY=TU' });
      return (await scene.organizer.post(url, body, { 'accept-language': language })).body.title;
    };

    expect(await told('kk')).toBe('Мұндай қайталану ережесіне қолдау көрсетілмейді: FREQ=YEARLY');
    expect(await told('ru')).toBe('Такое правило повторения не поддерживается: FREQ=YEARLY');
    expect(await told('en')).toBe('This rule of recurrence is not supported: FREQ=YEARLY');
  });
});
