import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { randomUUID } from 'node:crypto';
import { RunningGateway } from './running-gateway.js';

const administrator = { grants: [{ role: 'platform-administrator', scope: 'platform' }] };
const organizer = {
  grants: [
    { role: 'program-organizer', scope: 'organization' },
    { role: 'auditor', scope: 'organization' },
  ],
};
const auditor = { grants: [{ role: 'auditor', scope: 'platform' }] };

describe('The platform as a whole', () => {
  let gateway: RunningGateway;
  let authorization: string;
  let nats: NatsConnection;
  let offsetMs = 0;

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    ({ authorization } = await gateway.identity.headers({ personId: randomUUID() }));
    nats = await gateway.broker.connectAs('admin');
    nats.subscribe('$KV.clock.offset', { callback: (_error, message) => void (offsetMs = Number(message.string())) });
    await nats.flush();
  });

  beforeEach(() => {
    offsetMs = 0;
    signedInAs(administrator);
  });

  afterAll(async () => {
    await nats.close();
    await gateway.stop();
  });

  function signedInAs(me: object, changes: Record<string, object> = {}): void {
    for (const service of Object.values(gateway.services)) {
      service.answersWith(({ url }, response) => {
        const documents: Record<string, object> = { '/v1/me': me, '/v1/clock': { offsetMs }, ...changes };
        response.setHeader('content-type', 'application/json');
        response.writeHead(documents[url] ? 200 : 404).end(JSON.stringify(documents[url] ?? {}));
      });
    }
  }

  async function setClock(body: object, headers: Record<string, string> = { authorization }) {
    const answer = await fetch(`${gateway.url}/api/platform/v1/clock`, {
      method: 'PUT',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
    return { status: answer.status, body: (await answer.json()) as any };
  }

  describe('when its clock is moved', () => {
    it('answers once every service goes by the new time', async () => {
      const { status, body } = await setClock({ now: '2025-02-03T09:00:00Z' });

      expect(status).toBe(200);
      expect(Math.abs(Date.parse(body.now) - Date.parse('2025-02-03T09:00:00Z'))).toBeLessThan(5000);
      expect(body.offsetMs).toBe(offsetMs);
      const stored = await (await new Kvm(nats).open('clock')).get('offset');
      expect(Number(stored!.string())).toBe(offsetMs);
      for (const { received } of Object.values(gateway.services)) {
        expect(received.some(({ url }) => url === '/v1/clock')).toBe(true);
      }
    });

    it('goes back to real time', async () => {
      await setClock({ now: '2025-02-03T09:00:00Z' });

      expect((await setClock({ now: null })).body).toMatchObject({ offsetMs: 0 });
    });

    it.each([[{}], [{ now: 'yesterday' }], [{ now: '2025-02-30T09:00:00Z' }], [{ now: 5 }], [{ now: null, by: 3 }]])(
      'refuses %j',
      async (body) => {
        expect(await setClock(body)).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
        expect(offsetMs).toBe(0);
      },
    );

    it.each([
      ['who is not signed in', {}, 401, 'token-missing'],
      ['whose token is not ours', { authorization: 'Bearer x.y.z' }, 401, 'token-invalid'],
    ])('refuses %s', async (_who, headers, status, code) => {
      expect(await setClock({ now: null }, headers)).toMatchObject({ status, body: { code } });
      expect(gateway.services.directory!.received).toEqual([]);
    });

    it('refuses who does not administer the platform', async () => {
      signedInAs(organizer);

      expect(await setClock({ now: null })).toMatchObject({ status: 403, body: { code: 'right-missing' } });
    });

    it('does nothing of the kind outside a demo', async () => {
      const real = await RunningGateway.start({ DEMO: 'false' });
      const headers = await real.identity.headers({ personId: randomUUID() });

      const answer = await fetch(`${real.url}/api/platform/v1/clock`, {
        method: 'PUT',
        body: '{"now":null}',
        headers: { 'content-type': 'application/json', ...headers },
      });

      expect(answer.status).toBe(404);
      await real.stop();
    });
  });

  describe('when its status is asked for', () => {
    const calm = {
      outbox: 0,
      parked: 0,
      deadLetters: 0,
      pending: 0,
      doubles: 0,
      events: { 'x.y.z.v1': 1 },
      caughtUpAt: null,
    };

    it('is put together from all services, with the token of the caller', async () => {
      signedInAs(auditor, { '/v1/operations/status': calm });

      const answer = await fetch(`${gateway.url}/api/platform/v1/status`, { headers: { authorization } });

      expect(await answer.json()).toMatchObject({ quiet: true, unavailable: [], events: { 'x.y.z.v1': 4 } });
      expect(gateway.services.programs!.last!.headers.authorization).toBe(authorization);
    });

    it('is for operators', async () => {
      signedInAs(organizer, { '/v1/operations/status': calm });

      const answer = await fetch(`${gateway.url}/api/platform/v1/status`, { headers: { authorization } });

      expect(answer.status).toBe(403);
    });
  });
});
