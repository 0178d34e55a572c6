import { setTimeout as sleep } from 'node:timers/promises';
import { RunningGateway } from './running-gateway.js';

describe('The gateway', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await RunningGateway.start({ SERVICE_TIMEOUT_MS: '300', MAX_BODY_BYTES: '2000' });
  });

  beforeEach(() => {
    for (const service of Object.values(gateway.services))
      service.answersWith((_request, response) => void response.end('{}'));
  });

  afterAll(() => gateway.stop());

  describe('passing a request on', () => {
    it('leads to the service without the prefix, with query and body as they are', async () => {
      const body = '{"title": "Ұстаз",  "x":1}';

      await fetch(`${gateway.url}/api/programs/v1/programs?q=%D2%B1&limit=2`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', authorization: 'Bearer x', 'idempotency-key': 'k1' },
      });

      expect(gateway.services.programs!.last).toMatchObject({
        method: 'POST',
        url: '/v1/programs?q=%D2%B1&limit=2',
        body,
        headers: { authorization: 'Bearer x', 'idempotency-key': 'k1', 'content-type': 'application/json' },
      });
    });

    it.each(['/verify/TLG-1', '/verify', '/.well-known/did.json', '/oidc/.well-known/openid-configuration'])(
      'leaves %s unchanged',
      async (path) => {
        await fetch(gateway.url + path);

        const service = path.startsWith('/oidc') ? 'identity' : 'certification';
        expect(gateway.services[service]!.last?.url).toBe(path);
      },
    );

    it('hands back status, headers and body', async () => {
      gateway.services.programs!.answersWith((_request, response) => {
        response.writeHead(412, {
          etag: '"v3"',
          'content-type': 'application/problem+json',
          'set-cookie': ['a=1', 'b=2'],
        });
        response.end('{"code":"version-stale"}');
      });

      const answer = await fetch(`${gateway.url}/api/programs/v1/programs/1`);

      expect(answer.status).toBe(412);
      expect(answer.headers.get('etag')).toBe('"v3"');
      expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
      expect(await answer.json()).toEqual({ code: 'version-stale' });
    });

    it('says under which address it was asked, whatever the caller claims', async () => {
      await gateway.raw('/oidc/auth', { headers: { host: 'tulga.local:8081', 'x-forwarded-host': 'evil.example' } });

      expect(gateway.services.identity!.last!.headers).toMatchObject({
        'x-forwarded-host': 'tulga.local:8081',
        'x-forwarded-proto': 'http',
        'x-forwarded-for': '127.0.0.1',
      });
    });

    it('ties both requests together', async () => {
      const answer = await gateway.raw('/api/programs/v1/programs', {
        headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
      });

      expect(answer.headers['request-id']).toBe('0af7651916cd43dd8448eb211c80319c');
      expect(gateway.services.programs!.last!.headers.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-/);
    });

    it('passes forms and files through unread', async () => {
      const form = new URLSearchParams({ grant_type: 'authorization_code', code: 'ä' });
      await fetch(`${gateway.url}/oidc/token`, { method: 'POST', body: form });
      expect(gateway.services.identity!.last!.body).toBe(String(form));

      await fetch(`${gateway.url}/api/programs/v1/files`, {
        method: 'POST',
        body: 'not { json',
        headers: { 'content-type': 'application/json' },
      });
      expect(gateway.services.programs!.last!.body).toBe('not { json');
    });
  });

  describe('what is not public', () => {
    it.each([
      '/api/programs/internal/events',
      '/api/programs/health/ready',
      '/api/programs/openapi.json',
      '/api/programs/v1/../internal/events',
      '/api/programs/v1/%2e%2e/internal/events',
      '/api/programs/v1/..%2finternal/events',
      '/api/programs/v1%2f..%2finternal/events',
      '/api/programs/v1/%252e%252e/internal/events',
      '/api/programs/v1/..%5cinternal',
      '/api/programs/v1/..\\internal',
      '/api/programs/v1/.%2e/health/ready',
      '/api/programs//v1/../internal/events',
      '/api/programs/v1;/../internal',
      '/verify/../internal/events',
      '/verify/%2e%2e/internal/events',
      '/verify/..%2fhealth/ready',
      '/verifying',
      '/internal/events',
      '/oidc/../internal/events',
      '/API/programs/v1/programs',
      '/api/PROGRAMS/v1/programs',
      '/api/programs/v2/programs',
      '/api/programs/v10/programs',
      '/api/identity/v1/operations/status',
      '/api/unknown/v1/things',
      '/api/gateway/v1/things',
    ])('does not reach a service: %s', async (path) => {
      const { status, body, headers } = await gateway.raw(path);

      expect([400, 404]).toContain(status);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body).toMatchObject({ status, traceId: expect.any(String) });
      expect(Object.values(gateway.services).flatMap(({ received }) => received)).toEqual([]);
    });

    it('is refused in the language of the caller', async () => {
      const { body } = await gateway.raw('/api/unknown/v1/things', { headers: { 'accept-language': 'kk' } });

      expect(body).toMatchObject({ code: 'route-unknown', title: 'Мұндай мекенжай жоқ' });
    });
  });

  describe('a body', () => {
    const tooLong = 'x'.repeat(2001);

    it('that says it is too long is refused at once', async () => {
      const { status, body } = await gateway.raw('/api/programs/v1/programs', {
        method: 'POST',
        body: tooLong,
        headers: { 'content-type': 'text/plain', 'content-length': '2001' },
      });

      expect({ status, code: body.code }).toEqual({ status: 413, code: 'body-too-large' });
      expect(gateway.services.programs!.received).toEqual([]);
    });

    it('that turns out too long is broken off', async () => {
      const { status, body } = await gateway.raw('/api/programs/v1/programs', {
        method: 'POST',
        body: tooLong,
        headers: { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' },
      });

      expect({ status, code: body.code }).toEqual({ status: 413, code: 'body-too-large' });
      await sleep(50);
      expect(gateway.services.programs!.received).toEqual([]);
    });

    it('of the right length passes in chunks, too', async () => {
      await gateway.raw('/api/programs/v1/programs', {
        method: 'POST',
        body: 'x'.repeat(2000),
        headers: { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' },
      });

      expect(gateway.services.programs!.last!.body).toHaveLength(2000);
    });
  });

  it('is down with a service, and says which', async () => {
    const other = await RunningGateway.start();
    await other.services.programs!.stop();

    const { status, body } = await other.raw('/api/programs/v1/programs', { headers: { 'accept-language': 'ru' } });
    expect({ status, title: body.title }).toEqual({
      status: 503,
      title: 'Служба «programs» сейчас не отвечает, повторите чуть позже',
    });
    const ready = await other.raw('/health/ready');
    expect(ready).toMatchObject({ status: 503, body: { checks: { programs: false, directory: true } } });
    expect((await other.raw('/health/live')).status).toBe(200);

    await other.stop();
  });
});
