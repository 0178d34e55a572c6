import { waitFor } from '@app/testing';
import { createHash, randomUUID } from 'node:crypto';
import { RunningIdentity } from './running-identity.js';
import { Visitor } from './visitor.js';

const aru = { id: randomUUID(), cyrillic: 'Ару Қасымқызы', latin: 'Aru Qasymqyzy' };

describe('The sign-in page of a demo', () => {
  let identity: RunningIdentity;

  beforeAll(async () => {
    identity = await RunningIdentity.start({ demo: true });
    await identity.publishPerson(aru.id, aru);
    const visitor = new Visitor(identity.url);
    const page = await visitor.begin();
    await waitFor(async () => (await visitor.get(page)).body.includes(aru.id));
  });

  afterAll(() => identity.stop());

  it.each([
    ['kk', 'Кіру', aru.cyrillic],
    ['ru', 'Вход', aru.cyrillic],
    ['en', 'Sign in', aru.latin],
  ])('speaks %s', async (language, title, name) => {
    const visitor = new Visitor(identity.url, { 'accept-language': language });

    const { body, headers } = await visitor.get(await visitor.begin());

    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(title);
    expect(body).toContain(name);
    expect(headers.get('content-language')).toBe(language);
  });

  it('finds people in either script, and shows names as text', async () => {
    await identity.publishPerson(randomUUID(), { cyrillic: '<b>Дина</b>', latin: "Dina O'Neil" });
    const visitor = new Visitor(identity.url, { 'accept-language': 'kk' });
    const page = await visitor.begin();

    const found = await waitFor(async () => {
      const { body } = await visitor.get(`${page}?q=${encodeURIComponent("o'neil")}`);
      return body.includes('Дина') && body;
    });

    expect(found).toContain('&lt;b&gt;Дина&lt;/b&gt;');
    expect(found).not.toContain(aru.cyrillic);
    expect((await visitor.get(`${page}?q=${encodeURIComponent('%')}`)).body).not.toContain(aru.cyrillic);
  });

  it('has no script, and may not get one', async () => {
    const visitor = new Visitor(identity.url);

    const { body, headers } = await visitor.get(await visitor.begin());

    expect(body).not.toContain('<script');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    const style = /<style>([^]*)<\/style>/.exec(body)![1]!;
    expect(headers.get('content-security-policy')).toContain(createHash('sha256').update(style).digest('base64'));
    expect(headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1");
  });

  it('leaves long lists in pages', async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => String(index + 10));
    await Promise.all(
      numbers.map((number) =>
        identity.publishPerson(randomUUID(), { cyrillic: `Көп ${number}`, latin: `Many ${number}` }),
      ),
    );
    const visitor = new Visitor(identity.url, { 'accept-language': 'en' });
    const page = await visitor.begin();
    const shown = async (query: string) => (await visitor.get(`${page}?lang=en&q=many${query}`)).body;

    await waitFor(async () => /Many 35[^]*Many 39/.test(await shown('&page=1')));
    expect(await shown('')).toMatch(/Many 10[^]*Many 34[^]*page=1/);
    expect(await shown('&page=1')).not.toContain('page=2');
  });

  it('offers to sign out, and does so', async () => {
    const visitor = new Visitor(identity.url, { 'accept-language': 'ru' });
    await visitor.signIn(aru.id);
    const { body } = await visitor.get('/oidc/sign-out');
    const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(body)!;

    const { location } = await visitor.post('/oidc/sign-out/confirm', { xsrf: xsrf!, logout: 'yes' });

    expect(body).toContain('Да, выйти');
    expect((await visitor.get(location!)).body).toContain('Вы вышли из системы');
    expect(await visitor.begin()).toMatch(/^\/oidc\/sign-in\//);
  });
});
