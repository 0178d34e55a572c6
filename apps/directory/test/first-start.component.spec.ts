import { createService } from '@app/service-kit';
import { testEnv, waitFor } from '@app/testing';
import { directoryService } from '../src/directory.service-options.js';
import { anIin } from './builders.js';
import { Caller, type Json } from './caller.js';
import { ADMINISTRATOR, RunningDirectory } from './running-directory.js';

const name = { cyrillic: 'Гүлнар Сейіт', latin: 'Gulnar Seit' };

describe('starts and sign-ins', () => {
  let directory: RunningDirectory;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
  });

  afterAll(() => directory?.stop());

  it('a second start makes no second administrator', async () => {
    const { database, broker, identity } = directory;
    const other = { personId: '01900000-0000-7000-8000-000000000002', name };
    const extra = { FIRST_ADMINISTRATOR: JSON.stringify(other) };
    const replica = await createService(
      directoryService,
      testEnv({ service: 'directory', database, broker, identity, extra }),
    );
    await replica.close();

    const { body } = await (await directory.as()).get('/v1/grants');

    expect(body.data.map((grant: Json) => grant.personId)).toEqual([ADMINISTRATOR]);
  });

  it('lets the client of the operators administer the platform, until that right is revoked', async () => {
    const { database, broker, identity } = directory;
    const extra = { OPERATOR_CLIENT_ID: 'operator' };
    const start = () =>
      createService(directoryService, testEnv({ service: 'directory', database, broker, identity, extra }));
    await (await start()).close();
    const administrator = await directory.as();
    const ofOperator = async () =>
      (await administrator.get('/v1/grants')).body.data.filter((grant: Json) => grant.clientId === 'operator');

    const [grant] = await ofOperator();
    expect(grant).toMatchObject({ role: 'platform-administrator', scope: 'platform', revokedAt: null });
    const operator = await directory.asClient('operator');
    await waitFor(async () => (await operator.get('/v1/operations/status')).status === 200);

    await administrator.post(`/v1/grants/${grant.id}/revocation`, {}, { 'if-match': '"v1"' });
    await waitFor(async () => (await operator.get('/v1/operations/status')).status === 403);
    await (await start()).close();
    expect((await ofOperator()).filter((given: Json) => given.revokedAt === null)).toEqual([]);
  });

  it('a start with a broken administrator names the variable', async () => {
    const { database, broker, identity } = directory;
    for (const text of ['no JSON', '{"personId": "7"}']) {
      const env = testEnv({ service: 'directory', database, broker, identity, extra: { FIRST_ADMINISTRATOR: text } });

      await expect(createService(directoryService, env)).rejects.toThrow('FIRST_ADMINISTRATOR');
    }
  });

  it('describes itself with the problems of each command', async () => {
    const response = await directory.app.inject({ method: 'GET', url: '/openapi.json' });

    const { paths } = response.json() as { paths: Record<string, Record<string, Json>> };
    const operations = Object.entries(paths).filter(([path]) => path.startsWith('/v1/people'));
    expect(operations.length).toBeGreaterThan(4);
    for (const [, methods] of operations) {
      for (const operation of Object.values(methods)) expect(operation).toMatchObject({ summary: expect.any(String) });
    }
  });

  describe('invitations', () => {
    const open = async (link: string): Promise<{ status: number; body: Json }> => {
      const service = new Caller(directory.app, await directory.identity.token({ clientId: 'service-identity' }));
      return service.post('/v1/invitations/acceptances', { code: link.split('/').at(-1) });
    };

    it('are accepted once, by the service that signs people in', async () => {
      const administrator = await directory.as();
      const person = await administrator.make('/v1/people', { name, iin: anIin(31), preferredLanguage: 'kk' });
      const { link } = await administrator.make(`/v1/people/${person.id}/invitations`);

      const accepted = await open(link);
      const again = await open(link);
      const byPerson = await administrator.post('/v1/invitations/acceptances', { code: link.split('/').at(-1) });

      expect(link).toMatch(/^http:\/\/localhost:8080\/oidc\/invitations\/[\w-]{43}$/);
      expect(accepted).toMatchObject({ status: 200, body: { personId: person.id, name, preferredLanguage: 'kk' } });
      expect(again).toMatchObject({ status: 409, body: { code: 'invitation-already-accepted' } });
      expect(byPerson).toMatchObject({ status: 403, body: { code: 'services-only' } });
    });

    it('give way to a newer one, and keep no link in the database', async () => {
      const administrator = await directory.as();
      const person = await administrator.make('/v1/people', { name });
      const key = { 'idempotency-key': 'invite-once' };
      const first = await administrator.make(`/v1/people/${person.id}/invitations`, {}, key);
      const repeated = await administrator.make(`/v1/people/${person.id}/invitations`, {}, key);
      const second = await administrator.make(`/v1/people/${person.id}/invitations`);

      expect(repeated).toEqual(first);
      expect(await open(first.link)).toMatchObject({ status: 404, body: { code: 'invitation-not-found' } });
      expect((await open(second.link)).status).toBe(200);
      const [{ answer }] = await directory.database.dataSource.query(
        `SELECT answer::text FROM idempotency_keys WHERE key = 'invite-once'`,
      );
      expect(answer).not.toContain(first.link.split('/').at(-1));
    });

    it('are made where the person is at home', async () => {
      const administrator = await directory.as();
      const [home, office] = [await directory.organization(), await directory.organization()];
      const person = await administrator.make('/v1/people', { name, homeOrganizationId: home.id });
      const work = { personId: person.id, organizationId: office.id, category: 'expert', from: '2024-01-01' };
      await administrator.make('/v1/appointments', { ...work, title: { en: 'Expert' } });
      const atHome = await directory.holder('coordinator', home.id);
      const atWork = await directory.holder('coordinator', office.id);

      expect((await atWork.caller.post(`/v1/people/${person.id}/invitations`)).body.code).toBe('right-missing');
      expect((await atHome.caller.post(`/v1/people/${person.id}/invitations`)).status).toBe(201);
    });
  });
});
