import { randomUUID } from 'node:crypto';
import { type RunningLibrary, startLibrary } from './library.running.js';

let library: RunningLibrary;

beforeAll(async () => {
  library = await startLibrary();
});

afterAll(async () => {
  await library?.stop();
});

const otherOrganizationId = randomUUID();

const aBook = async () => {
  const answer = await library.post({ organizationId: library.organizationId, title: 'Abai' });
  return answer.json() as { id: string };
};

describe('sign-in', () => {
  it('is asked for', async () => {
    const answer = await library.app.inject({ url: '/v1/books' });

    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.json()).toMatchObject({ code: 'token-missing', type: 'urn:tulga:problem:token-missing' });
  });

  it.each([
    ['forged', { forged: true }],
    ['expired', { expiresIn: -60 }],
    ['for another audience', { audience: 'elsewhere' }],
    ['of another issuer', { issuer: 'https://elsewhere.example' }],
  ])('refuses a token that is %s', async (_, wish) => {
    const answer = await library.app.inject({
      url: '/v1/books',
      headers: await library.identity.headers({ personId: library.personId, ...wish }),
    });

    expect(answer.statusCode).toBe(401);
    expect(answer.json().code).toBe('token-invalid');
  });

  it('refuses an unsigned token', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none' })}.${part({ sub: 'x', person_id: randomUUID() })}.`;

    const answer = await library.app.inject({ url: '/v1/books', headers: { authorization: `Bearer ${token}` } });

    expect(answer.json().code).toBe('token-invalid');
  });

  it('keeps services to what is made for them, and others out of there', async () => {
    const service = await library.identity.headers({ clientId: 'service-programs' });

    expect((await library.app.inject({ url: '/v1/books', headers: service })).json().code).toBe(
      'services-not-admitted',
    );
    expect((await library.app.inject({ url: '/internal/events', headers: library.headers })).json().code).toBe(
      'services-only',
    );
    expect((await library.app.inject({ url: '/internal/events', headers: service })).json()).toMatchObject({
      data: [],
    });
  });
});

describe('versions', () => {
  const rename = (id: string, more: Record<string, string>) =>
    library.app.inject({
      method: 'PUT',
      url: `/v1/books/${id}`,
      headers: { ...library.headers, ...more },
      payload: { title: 'Kara sozder' },
    });

  it('are stated in ETag and asked for in If-Match', async () => {
    const { id } = await aBook();

    expect((await rename(id, {})).statusCode).toBe(428);
    expect((await rename(id, { 'if-match': 'seven' })).json().code).toBe('if-match-malformed');
    const renamed = await rename(id, { 'if-match': '"v1"' });
    expect([renamed.statusCode, renamed.headers.etag]).toEqual([200, '"v2"']);
    const stale = await rename(id, { 'if-match': '"v1"' });
    expect([stale.statusCode, stale.json()]).toEqual([
      412,
      expect.objectContaining({ code: 'version-stale', params: { current: 2 } }),
    ]);
  });

  it('that the caller has already are not sent again', async () => {
    const { id } = await aBook();

    const answer = await library.app.inject({
      url: `/v1/books/${id}`,
      headers: { ...library.headers, 'if-none-match': '"v1"' },
    });

    expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([304, '', '"v1"']);
  });
});

describe('an Idempotency-Key', () => {
  it('gets the first answer again', async () => {
    const key = randomUUID();

    const first = await library.post(
      { organizationId: library.organizationId, title: 'Twice' },
      { 'idempotency-key': key },
    );
    const second = await library.post(
      { organizationId: library.organizationId, title: 'Twice' },
      { 'idempotency-key': key },
    );

    expect(second.body).toBe(first.body);
    expect([first.statusCode, second.statusCode]).toEqual([201, 201]);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it('makes two requests at once into one', async () => {
    const key = randomUUID();
    const title = `Race ${key.slice(0, 8)}`;

    const answers = await Promise.all(
      [1, 2, 3].map(() => library.post({ organizationId: library.organizationId, title }, { 'idempotency-key': key })),
    );

    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    const { rows } = await library.admin.query('SELECT count(*)::int AS count FROM books WHERE title = $1', [title]);
    expect(rows[0].count).toBe(1);
  });

  it('is refused for another request', async () => {
    const key = randomUUID();
    await library.post({ organizationId: library.organizationId, title: 'Mine' }, { 'idempotency-key': key });

    const other = await library.post(
      { organizationId: library.organizationId, title: 'Other' },
      { 'idempotency-key': key },
    );

    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency-key-reused']);
  });

  it('must be a key', async () => {
    const answer = await library.post(
      { organizationId: library.organizationId, title: 'A' },
      { 'idempotency-key': 'x'.repeat(256) },
    );

    expect(answer.json().code).toBe('idempotency-key-malformed');
  });
});

describe('rights', () => {
  it('are asked for', async () => {
    const answer = await library.post({ organizationId: otherOrganizationId, title: 'Not mine' });

    expect([answer.statusCode, answer.json().code]).toEqual([403, 'right-missing']);
  });

  it('show only the rows of the own organization', async () => {
    await library.admin.query('INSERT INTO books VALUES ($1, $2, $3, 1)', [
      randomUUID(),
      otherOrganizationId,
      'Theirs',
    ]);
    await aBook();

    const { data } = (await library.app.inject({ url: '/v1/books?limit=200', headers: library.headers })).json();

    expect(data.length).toBeGreaterThan(0);
    expect(data.map((book: { organizationId: string }) => book.organizationId)).not.toContain(otherOrganizationId);
  });

  it('leave a line in the audit log without a personal value', async () => {
    await library.admin.query('DELETE FROM audit_log');

    const answer = await library.post({ organizationId: library.organizationId, title: 'Audited' });

    const { rows } = await library.admin.query('SELECT actor, action, status, trace_id FROM audit_log');
    const trace = answer.headers['request-id'];
    expect(rows).toEqual([
      { actor: `person:${library.personId}`, action: 'POST /v1/books', status: 'done', trace_id: trace },
    ]);
  });
});

describe('every service', () => {
  it('tells how it is', async () => {
    expect((await library.app.inject({ url: '/health/live' })).statusCode).toBe(200);
    const ready = await library.app.inject({ url: '/health/ready' });
    expect(ready.json()).toEqual({ status: 'ready', checks: { accepting: true, database: true, broker: true } });
    expect((await library.app.inject({ url: '/v1/clock' })).json()).toMatchObject({ offsetMs: 0 });
    expect((await library.app.inject({ url: '/v1/operations/status', headers: library.headers })).json().code).toBe(
      'right-missing',
    );
  });

  it('tells operators and services what waits', async () => {
    const headers = await library.identity.headers({ clientId: 'service-gateway' });

    const answer = await library.app.inject({ url: '/v1/operations/status', headers });

    expect(answer.json()).toMatchObject({ outbox: 0, parked: 0, deadLetters: 0, pending: 0, doubles: 0 });
  });

  it('carries the trace of the caller', async () => {
    const traceparent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;

    const answer = await library.app.inject({ url: '/v1/nothing', headers: { traceparent } });

    expect(answer.json().traceId).toBe('ab'.repeat(16));
  });

  it('describes itself with the rules of its fields', async () => {
    const document = (await library.app.inject({ url: '/openapi.json' })).json();

    const { NewBook, Problem } = document.components.schemas;
    expect(document.openapi).toBe('3.1.0');
    expect(NewBook.properties).toMatchObject({ title: { maxLength: 20 }, publishedOn: { format: 'date' } });
    expect(NewBook.required).toEqual(['title']);
    expect(document.components.schemas.Reader.properties.email.format).toBe('email');
    expect(Problem.properties.code).toBeDefined();
    const parameters = document.paths['/v1/books/{id}'].put.parameters.map(
      (parameter: { name: string }) => parameter.name,
    );
    expect(parameters).toContain('If-Match');
    expect(Object.keys(document.paths)).not.toContain('/internal/events');
  });
});
