import { waitFor } from '@app/testing';
import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { hashPassword } from '../src/accounts/password.js';
import { RunningIdentity } from './running-identity.js';
import { Visitor } from './visitor.js';

const aConsole = {
  client_id: 'a-console',
  client_name: 'Console',
  redirect_uris: ['https://console.example/callback'],
  token_endpoint_auth_method: 'none',
};
const asked = { client_id: 'a-console', redirect_uri: 'https://console.example/callback' };
const aru = { id: randomUUID(), cyrillic: 'Ару Қасымқызы', latin: 'Aru Qasymqyzy' };
const password = 'жеті рет өлшеп, бір рет кес';

describe('identity outside a demo', () => {
  let identity: RunningIdentity;

  beforeAll(async () => {
    identity = await RunningIdentity.start({ demo: false, clients: [aConsole] });
    await identity.publishPerson(aru.id, aru);
    const hash = await hashPassword(password);
    await asService(`INSERT INTO accounts (person_id, login, password_hash) VALUES ('${aru.id}', 'aru', '${hash}')`);
    await waitFor(async () => (await asService('SELECT 1 FROM people')).length);
  });

  beforeEach(() => asService('UPDATE accounts SET failed_attempts = 0, paused_until = NULL'));

  afterAll(() => identity.stop());

  async function asService(sql: string): Promise<object[]> {
    return identity.database.dataSource.transaction(async (tx) => {
      await tx.query(`SELECT set_config('app.scope', 'service', true)`);
      return tx.query(sql);
    });
  }

  async function tryWith(form: Record<string, string>) {
    const visitor = new Visitor(identity.url, { 'accept-language': 'en' });
    const answer = await visitor.post(await visitor.begin(asked), form);
    return { visitor, ...answer };
  }

  it('asks for name and password, and shows nobody', async () => {
    const visitor = new Visitor(identity.url, { 'accept-language': 'en' });

    const { body } = await visitor.get(await visitor.begin(asked));

    expect(body).toContain('Sign in to Console');
    expect(body).toContain('type="password"');
    expect(body).not.toContain(aru.latin);
  });

  it('signs in who knows both', async () => {
    const { visitor, location } = await tryWith({ login: ' ARU ', password });

    const { location: callback } = await visitor.get(location!);
    const code = callback!.searchParams.get('code')!;
    const { body } = await visitor.exchange(code, asked);
    expect(decodeJwt(JSON.parse(body).access_token)).toMatchObject({ person_id: aru.id, client_id: 'a-console' });
  });

  it.each([
    ['a wrong password', { login: 'aru', password: 'wrong' }],
    ['an unknown name', { login: 'nobody', password }],
    ['no password', { login: 'aru' }],
    ['a person chosen as in a demo', { personId: aru.id }],
  ])('refuses %s in the same words', async (_what, form) => {
    const { status, body, location } = await tryWith(form);

    expect({ status, location }).toEqual({ status: 401, location: null });
    expect(body).toContain('The user name or the password is wrong.');
  });

  it('closes an account for a while after five wrong passwords', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await tryWith({ login: 'aru', password: 'wrong' });

    expect((await tryWith({ login: 'aru', password })).status).toBe(401);

    await asService(`UPDATE accounts SET paused_until = now() - interval '1 second'`);
    expect((await tryWith({ login: 'aru', password })).status).toBe(303);
  });

  it('knows no client that anybody may use', async () => {
    await expect(new Visitor(identity.url).begin()).rejects.toThrow('invalid_client');
  });
});
