import { randomUUID } from 'node:crypto';
import { type RunningLibrary, startLibrary } from './library.running.js';

let library: RunningLibrary;

beforeAll(async () => {
  library = await startLibrary();
});

afterAll(async () => {
  await library?.stop();
});

const organizationId = randomUUID();

describe('bad input', () => {
  it.each([
    ['an unknown field', { organizationId, title: 'Abai', colour: 'red' }, '/colour', 'unknown-field'],
    ['a wrong type', { organizationId, title: 'Abai', pages: '12' }, '/pages', 'is-int'],
    ['an impossible date', { organizationId, title: 'Abai', publishedOn: '2026-02-30' }, '/publishedOn', 'is-day'],
    ['a missing field', { organizationId }, '/title', 'is-string'],
    [
      'a broken field inside',
      { organizationId, title: 'A', readers: [{ email: 'x' }] },
      '/readers/0/email',
      'is-email',
    ],
    ['text in place of objects', { organizationId, title: 'A', readers: ['x'] }, '/readers/0', 'is-object'],
    ['a character that cannot be stored', { organizationId, title: 'A\u0000' }, '/title', 'no-control-characters'],
    ['a list as body', [1], '', 'is-object'],
  ])('is refused: %s', async (_, body, pointer, code) => {
    const answer = await library.post(body);

    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().code).toBe('validation-failed');
    expect(answer.json().errors).toContainEqual(expect.objectContaining({ pointer, code }));
  });

  it.each([
    ['broken JSON', '{"title":', 'application/json', 400, 'body-not-json'],
    ['an empty body', '', 'application/json', 400, 'body-not-json'],
    ['a type we do not read', 'title', 'text/plain', 415, 'content-type-unsupported'],
    ['a file where data is wanted', '%PDF-1', 'application/pdf', 415, 'content-type-unsupported'],
    ['too much', JSON.stringify({ title: 'x'.repeat(1_100_000) }), 'application/json', 413, 'body-too-large'],
  ])('is refused: %s', async (_, body, type, status, code) => {
    const answer = await library.post(body, { 'content-type': type });

    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
  });

  it.each([
    ['/v1/books?limit=0', 400, 'validation-failed'],
    ['/v1/books?colour=red', 400, 'validation-failed'],
    [`/v1/books/${randomUUID()}?colour=red`, 400, 'validation-failed'],
    ['/v1/books/7', 400, 'validation-failed'],
    [`/v1/books/${randomUUID()}`, 404, 'book-not-found'],
    ['/v1/nothing', 404, 'route-unknown'],
    ['/v1/%zz', 400, 'request-malformed'],
  ])('is refused: %s', async (url, status, code) => {
    const answer = await library.app.inject({ url, headers: library.headers });

    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each([
    ['kk-KZ,kk;q=0.9,en;q=0.5', 'Кітап табылмады'],
    ['ru', 'Книга не найдена'],
    ['de', 'The book was not found'],
  ])('is explained in the language of %s', async (language, title) => {
    const url = `/v1/books/${randomUUID()}`;

    const answer = await library.app.inject({ url, headers: { ...library.headers, 'accept-language': language } });

    expect(answer.json()).toMatchObject({ title, instance: url, traceId: answer.headers['request-id'] });
  });

  it('is explained field by field, with the limits', async () => {
    const answer = await library.post({ organizationId, title: 'x'.repeat(30) }, { 'accept-language': 'kk' });

    expect(answer.json().errors).toEqual([{ pointer: '/title', code: 'max-length', message: 'Ең көбі 20 таңба' }]);
  });

  it('says nothing about an error of ours', async () => {
    const answer = await library.app.inject({ url: '/v1/accidents' });

    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal-error']);
    expect(answer.body).not.toContain('Aigerim');
  });
});
