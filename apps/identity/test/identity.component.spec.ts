import { waitFor } from '@app/testing';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { randomUUID } from 'node:crypto';
import { signIn } from '../../../demo/sign-in.js';
import { ISSUER, RunningIdentity } from './running-identity.js';
import { Visitor } from './visitor.js';

const aru = { id: randomUUID(), cyrillic: 'Ару Қасымқызы', latin: 'Aru Qasymqyzy' };
const bolat = { id: randomUUID(), cyrillic: 'Болат Ерлан', latin: 'Bolat Erlan' };

describe('identity in a demo', () => {
  let identity: RunningIdentity;

  beforeAll(async () => {
    identity = await RunningIdentity.start({ demo: true });
    for (const { id, ...name } of [aru, bolat]) await identity.publishPerson(id, name);
    const visitor = new Visitor(identity.url);
    const page = await visitor.begin();
    await waitFor(async () => (await visitor.get(page)).body.includes(bolat.id));
  });

  afterAll(() => identity.stop());

  async function keys() {
    const answer = await fetch(`${identity.url}/oidc/jwks`);
    return createLocalJWKSet((await answer.json()) as JSONWebKeySet);
  }

  describe('when a person signs in', () => {
    it('issues an access token that names the person and verifies by the published keys', async () => {
      const visitor = new Visitor(identity.url);
      const callback = await visitor.signIn(aru.id);

      expect(callback.searchParams.get('state')).toBe('a-state');
      expect(callback.searchParams.get('iss')).toBe(ISSUER);
      const tokens = JSON.parse((await visitor.exchange(callback.searchParams.get('code')!)).body);
      const { payload, protectedHeader } = await jwtVerify(tokens.access_token, await keys(), {
        issuer: ISSUER,
        audience: 'tulga',
        algorithms: ['ES256'],
      });
      expect(protectedHeader.typ).toBe('at+jwt');
      expect(payload).toMatchObject({ person_id: aru.id, sub: aru.id, client_id: 'tulga-docs' });
      expect(tokens.expires_in).toBe(3600);
      expect(decodeJwt(tokens.id_token)).toMatchObject({ sub: aru.id, name: aru.latin });
    });

    it('serves a program that follows redirects by itself', async () => {
      const { accessToken, expiresAt } = await signIn(identity.url, bolat.id);

      expect(decodeJwt(accessToken).person_id).toBe(bolat.id);
      expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    });

    it('takes a code once', async () => {
      const visitor = new Visitor(identity.url);
      const code = (await visitor.signIn(aru.id)).searchParams.get('code')!;
      await visitor.exchange(code);

      expect(JSON.parse((await visitor.exchange(code)).body).error).toBe('invalid_grant');
    });

    it('takes a code only from who began', async () => {
      const code = (await new Visitor(identity.url).signIn(aru.id)).searchParams.get('code')!;

      const stolen = await new Visitor(identity.url).exchange(code, { code_verifier: 'x'.repeat(43) });
      expect(JSON.parse(stolen.body).error).toBe('invalid_grant');
    });

    it('asks the same browser no second time, but does when the client wants that', async () => {
      const visitor = new Visitor(identity.url);
      await visitor.signIn(aru.id);

      expect(await visitor.begin()).toMatch(/^\/callback\?code=/);
      expect(await visitor.begin({ prompt: 'login' })).toMatch(/^\/oidc\/sign-in\//);
    });

    it('lets the same browser sign in as somebody else', async () => {
      const visitor = new Visitor(identity.url);
      await visitor.signIn(aru.id);

      const callback = await visitor.signIn(bolat.id, { prompt: 'login' });

      const { access_token: token } = JSON.parse((await visitor.exchange(callback.searchParams.get('code')!)).body);
      expect(decodeJwt(token).person_id).toBe(bolat.id);
    });

    it('goes on after a restart, on the same keys', async () => {
      const visitor = new Visitor(identity.url);
      const code = (await visitor.signIn(aru.id)).searchParams.get('code')!;
      const restarted = await identity.another();

      const answer = await new Visitor(await restarted.getUrl()).exchange(code);
      await restarted.close();

      await expect(jwtVerify(JSON.parse(answer.body).access_token, await keys())).resolves.toBeDefined();
    });
  });

  describe('at another address than the issuer', () => {
    const gateway = { 'x-forwarded-host': 'tulga.local:9999', 'x-forwarded-proto': 'https' };

    it('leads back to that address and keeps the issuer', async () => {
      const visitor = new Visitor(identity.url, gateway);
      const { location: resume } = await visitor.post(await visitor.begin(), { personId: aru.id });
      const discovery = JSON.parse((await visitor.get('/oidc/.well-known/openid-configuration')).body);

      expect(resume!.origin).toBe('https://tulga.local:9999');
      expect(discovery).toMatchObject({
        issuer: ISSUER,
        authorization_endpoint: 'https://tulga.local:9999/oidc/auth',
        token_endpoint: 'https://tulga.local:9999/oidc/token',
      });
    });

    it('sends the code to the API pages there, and to no other page', async () => {
      const visitor = new Visitor(identity.url, gateway);
      const here = 'https://tulga.local:9999/api/docs/oauth2-redirect.html';

      expect((await visitor.signIn(aru.id, { redirect_uri: here })).href).toMatch(`${here}?code=`);
      for (const wrong of [
        'https://evil.example/api/docs/oauth2-redirect.html',
        'https://tulga.local:9999/elsewhere',
      ]) {
        await expect(visitor.begin({ redirect_uri: wrong })).rejects.toThrow('400');
      }
    });
  });

  describe('when somebody cannot be signed in', () => {
    it('asks to come back for a person it has not heard of', async () => {
      const visitor = new Visitor(identity.url);

      const answer = await visitor.post(await visitor.begin(), { personId: randomUUID() });

      expect(answer).toMatchObject({ status: 503, location: null });
      expect(answer.headers.get('retry-after')).toBe('1');
    });

    it('forgets who is no longer active', async () => {
      const gone = randomUUID();
      const name = { cyrillic: 'Кеткен Адам', latin: 'Gone Person' };
      const visitor = new Visitor(identity.url);
      const page = await visitor.begin();
      await identity.publishPerson(gone, name);
      await waitFor(async () => (await visitor.get(page)).body.includes(gone));

      await identity.publishPerson(gone, name, { version: 2, active: false });

      await waitFor(async () => !(await visitor.get(page)).body.includes(gone));
      expect((await visitor.post(page, { personId: gone })).status).toBe(503);
    });

    it('shows a page when the sign-in is over, or was begun in another browser', async () => {
      const page = await new Visitor(identity.url).begin();

      const answer = await new Visitor(identity.url, { 'accept-language': 'ru' }).get(page);

      expect(answer.status).toBe(400);
      expect(answer.body).toContain('Время входа истекло');
    });

    it.each([
      ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
      ['an address that is not registered', { redirect_uri: 'https://evil.example/' }, 'invalid_redirect_uri'],
    ])('shows a page to %s', async (_who, changes, code) => {
      const query = new URLSearchParams({ client_id: 'tulga-docs', response_type: 'code', ...changes });

      const answer = await new Visitor(identity.url).get(`/oidc/auth?${query}`);

      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.body).toContain(code);
    });

    it('refuses a code without PKCE', async () => {
      const location = await new Visitor(identity.url).begin({ code_challenge: '', code_challenge_method: '' });

      expect(location).toContain('error=invalid_request');
    });
  });

  it('lets scripts of its own address call it, and of no other', async () => {
    const asking = async (origin: string) => {
      const visitor = new Visitor(identity.url, { origin, 'x-forwarded-host': 'tulga.local' });
      return visitor.exchange('some code');
    };

    expect((await asking('http://tulga.local')).headers.get('access-control-allow-origin')).toBe('http://tulga.local');
    const refused = await asking('http://evil.example');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
    expect(refused.body).toContain('origin http://evil.example not allowed');
  });

  describe('a machine', () => {
    async function tokenFor(name: string, secret: string) {
      const answer = await fetch(`${identity.url}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${name}:${encodeURIComponent(secret)}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      return (await answer.json()) as { access_token: string; error: string };
    }

    it('gets a token of its own with the secret of its service', async () => {
      const { access_token: token } = await tokenFor('service-programs', 'the secret of programs');

      const claims = decodeJwt(token);
      expect(claims).toMatchObject({ client_id: 'service-programs', sub: 'service-programs', aud: 'tulga' });
      expect(claims).not.toHaveProperty('person_id');
    });

    it('gets none with the secret of another', async () => {
      expect((await tokenFor('service-programs', 'shared')).error).toBe('invalid_client');
      expect((await tokenFor('service-identity', 'the secret of programs')).error).toBe('invalid_client');
    });
  });

  it('stores no code, cookie or key that could be used', async () => {
    const visitor = new Visitor(identity.url);
    const code = (await visitor.signIn(aru.id)).searchParams.get('code')!;

    const models = await identity.database.dataSource.query(
      `SELECT key, payload FROM oidc_models WHERE model <> 'Interaction'`,
    );
    const [{ sealed }] = await identity.database.dataSource.query('SELECT sealed FROM signing_keys');

    expect(JSON.stringify(models)).not.toContain(code);
    expect(JSON.stringify(models)).not.toContain(visitor.cookies.get('tulga_session'));
    expect(sealed.toString('latin1')).not.toContain('"d"');
  });
});
