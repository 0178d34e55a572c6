import { randomUUID } from 'node:crypto';
import { GrantStateV1 } from '@app/contracts';
import { sampleOf, waitFor } from '@app/testing';
import { type RunningLibrary, startLibrary } from './library.running.js';

let library: RunningLibrary;
let operator: { authorization: string };

beforeAll(async () => {
  library = await startLibrary();
  operator = await library.identity.headers({ clientId: 'operator' });
  await library.admin.query(
    `INSERT INTO access_grants (id, client_id, role, scope, valid_from)
     VALUES ($1, 'operator', 'platform-administrator', 'platform', '2000-01-01')`,
    [randomUUID()],
  );
});

afterAll(() => library?.stop());

const ask = async (method: 'GET' | 'POST', path: string, headers: object = operator, payload?: object) => {
  const answer = await library.app.inject({
    ...{ method, url: `/v1/operations/${path}`, headers: headers as Record<string, string> },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
};

/** An event that the service cannot handle. */
async function aDeadLetter(): Promise<string> {
  const event = { ...sampleOf(GrantStateV1, {}, { subject: randomUUID(), sequence: 1 }), data: {} };
  const nc = await library.broker.connectAs('admin');
  nc.publish(GrantStateV1.subject, JSON.stringify(event));
  await nc.flush();
  await nc.close();
  const { id } = await waitFor(async () => {
    const { body } = await ask('GET', 'dead-letters');
    return body.data.find((letter: { eventId: string }) => letter.eventId === event.id);
  });
  return id;
}

const auditOf = async (actor: string) =>
  (await library.admin.query('SELECT action, status FROM audit_log WHERE actor = $1 ORDER BY id', [actor])).rows;

describe('dead letters', () => {
  it('are passed over by an administrator, and who did it and why is kept', async () => {
    const id = await aDeadLetter();

    const answer = await ask('POST', `dead-letters/${id}/discard`, operator, { reason: 'A test of the partner' });

    expect(answer).toEqual({ status: 200, body: { id } });
    const { body } = await ask('GET', 'dead-letters?state=discarded');
    expect(body.data).toMatchObject([{ id, actor: 'client:operator', note: 'A test of the partner' }]);
    expect(await auditOf('client:operator')).toEqual([
      { action: 'POST /v1/operations/dead-letters/:id/discard', status: 'done' },
    ]);
  });

  it('say why they cannot be handled the second time either, and stay open', async () => {
    const id = await aDeadLetter();

    const answer = await ask('POST', `dead-letters/${id}/replay`);

    expect(answer.status).toBeGreaterThanOrEqual(400);
    const { body } = await ask('GET', 'dead-letters');
    expect(body.data).toMatchObject([{ id, attempts: 2, code: 'contract-broken' }]);
  });

  it('are no business of other people or services', async () => {
    const service = await library.identity.headers({ clientId: 'service-gateway' });
    for (const headers of [library.headers, service]) {
      expect((await ask('POST', `dead-letters/${randomUUID()}/replay`, headers)).status).toBe(403);
    }
  });
});

describe('readings of owners', () => {
  it('are asked for by an administrator, and listed', async () => {
    const asked = await ask('POST', 'owner-reads', operator, { kind: 'rebuild', name: 'directory.grant.v1' });

    expect(asked).toMatchObject({ status: 202, body: { kind: 'rebuild', requestedBy: 'client:operator' } });
    const { body } = await ask('GET', 'owner-reads');
    expect(body.data.map(({ id }: { id: string }) => id)).toContain(asked.body.id);
    expect(body.names).toEqual({ states: ['directory.grant.v1'], aggregates: [], projections: [] });
    expect(await auditOf('client:operator')).toContainEqual({
      action: 'POST /v1/operations/owner-reads',
      status: 'done',
    });
  });

  it.each([
    ['for what is not kept here', { kind: 'compare', name: 'programs.cohort.v1' }, 404, 'not-read-here'],
    ['in a way that is none of an operator', { kind: 'follow', name: 'directory.grant.v1' }, 400, 'validation-failed'],
  ])('are refused %s', async (_, payload, status, code) => {
    expect(await ask('POST', 'owner-reads', operator, payload)).toMatchObject({ status, body: { code } });
  });

  it('are no business of other people', async () => {
    const payload = { kind: 'rebuild', name: 'directory.grant.v1' };

    expect(await ask('POST', 'owner-reads', library.headers, payload)).toMatchObject({ status: 403 });
    expect(await ask('GET', 'owner-reads', library.headers)).toMatchObject({ status: 403 });
  });
});
