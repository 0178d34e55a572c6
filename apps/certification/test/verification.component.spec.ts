import { createHash } from 'node:crypto';
import { waitFor } from '@app/testing';
import { aPolicy } from './builders.js';
import { origin, RunningCertification } from './running-certification.js';
import { Scene } from './scene.js';

let service: RunningCertification;
let scene: Scene;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
let certificate: any;

const page = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const data = { accept: 'application/json' };

beforeAll(async () => {
  service = await RunningCertification.start();
  scene = await Scene.of(service, [aPolicy()]);
  const who = await scene.enroll();
  await scene.complete(who, null);
  const path = `/v1/certificates?cohortId=${scene.cohortId}`;
  const officer = await scene.officer();
  certificate = await waitFor(async () => (await service.get(path, officer)).body.data[0], { timeoutMs: 20_000 });
}, 60_000);

afterAll(() => service?.stop());

describe('The verification page', () => {
  it.each([
    ['kk', 'Құжат жарамды', 'Мектеп директоры', 'Білім берудегі өңірлік көшбасшылық'],
    ['ru', 'Документ действителен', 'Директор школы', 'Региональное лидерство в образовании'],
    ['en', 'This document is valid', 'School principal', 'Regional Leadership in Education'],
  ])('says in %s who holds what', async (language, valid, position, program) => {
    const { status, headers, text } = await service.get(`/verify/${certificate.number}?lang=${language}`, page);

    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-language': language });
    for (const part of [
      valid,
      position,
      program,
      'Әлия Нұрғалиқызы Сәрсенова',
      'Aliya Sarsenova',
      certificate.number,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain(`${origin}/credentials/${certificate.credentialId}`);
  });

  it('speaks the language of the browser unless another is chosen, and Kazakh to who says none', async () => {
    const path = `/verify/${certificate.number}`;
    const inBrowserOf = async (language: string, query = '') =>
      (await service.get(path + query, { ...page, 'accept-language': language })).headers['content-language'];

    expect(await inBrowserOf('de,ru;q=0.8,en;q=0.5')).toBe('ru');
    expect(await inBrowserOf('ru', '?lang=en')).toBe('en');
    expect(await inBrowserOf('ru', '?lang=xx&lang=yy&utm=1')).toBe('ru');
    expect((await service.get(path, page)).headers['content-language']).toBe('kk');
  });

  it('runs nothing and loads nothing; its one style sheet is the one that the policy names', async () => {
    const { headers, text } = await service.get(`/verify/${certificate.number}`, page);
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(text) ?? [];
    const policy = String(headers['content-security-policy']);

    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(policy).toContain(`default-src 'none'`);
    expect(text).not.toMatch(/<script|<img|<link|\son\w+=|\sstyle=/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=5',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, noarchive',
    });
  });

  it('is found by the number as people type it', async () => {
    const typed = certificate.number.toLowerCase().replaceAll('-', ' ');

    expect((await service.get(`/verify/${encodeURIComponent(` ${typed} `)}`, page)).text).toContain('Aliya Sarsenova');
    const { status, headers } = await service.get(`/verify?number=${encodeURIComponent(typed)}&lang=ru`, page);
    expect({ status, to: headers.location }).toEqual({
      status: 303,
      to: `/verify/${encodeURIComponent(typed)}?lang=ru`,
    });
  });

  it.each([
    ['an unknown number', () => 'NUGSE-2025-999999-7K3M9QXZ'],
    ['a wrong check code', () => certificate.number.replace(/.$/, (last: string) => (last === '0' ? '1' : '0'))],
    ['no number at all', () => '<script>alert(1)</script>'],
    ['a number of another size', () => 'X'.repeat(400)],
  ])('is missing for %s', async (_, number) => {
    const path = `/verify/${encodeURIComponent(number())}`;
    const { status, text } = await service.get(`${path}?lang=en`, page);

    expect(status).toBe(404);
    expect(text).toContain('No such document');
    expect(text).not.toContain('<script');
    expect(await service.get(path, data)).toMatchObject({ status: 404, body: { code: 'document-unknown' } });
  });

  it('tells the status and no name, and no way to one, to who has no check code', async () => {
    const path = `/verify/${certificate.registrationNumber}`;
    for (const { status, text } of [await service.get(`${path}?lang=ru`, page), await service.get(path, data)]) {
      expect(status).toBe(200);
      expect(text).toMatch(/Документ действителен|"status":"valid"/);
      expect(text).not.toMatch(/Сәрсенова|Sarsenova|director|директор|principal/i);
      for (const secret of [certificate.credentialId, certificate.number, certificate.holder.id]) {
        expect(text).not.toContain(secret);
      }
    }
  });

  it('is data for programs', async () => {
    const { status, headers, body } = await service.get(`/verify/${certificate.number}`, data);

    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', vary: 'Accept, Accept-Language' });
    expect(body).toMatchObject({
      number: certificate.number,
      status: 'valid',
      signature: 'valid',
      holder: { name: { cyrillic: 'Әлия Нұрғалиқызы Сәрсенова', latin: 'Aliya Sarsenova' } },
      links: { credential: `${origin}/credentials/${certificate.credentialId}` },
    });
    expect(body).not.toHaveProperty('personId');
  });

  it('does not trust the registry: a changed credential is not confirmed', async () => {
    const change = `UPDATE certificates SET credential = replace(credential::text, $2, $3)::json WHERE id = $1`;
    await service.rows(change, [certificate.id, 'Aliya Sarsenova', 'Aliya Sarsenovа']);
    await new Promise((resolve) => setTimeout(resolve, 5100));

    const { text } = await service.get(`/verify/${certificate.number}?lang=en`, page);

    expect(text).toContain('This document could not be confirmed');
    await service.rows(change, [certificate.id, 'Aliya Sarsenovа', 'Aliya Sarsenova']);
  });

  it('changes nothing by being read', async () => {
    const tables = [
      'certificates',
      'certificate_cases',
      'status_lists',
      'signing_keys',
      'achievements',
      'outbox',
      'event_log',
    ];
    const hashes = tables.map((table) => `(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t)`);
    const state = () => service.rows(`SELECT ARRAY[${hashes.join(', ')}] AS state`);
    const before = await state();

    const paths = [
      `verify/${certificate.number}`,
      `credentials/${certificate.credentialId}`,
      'ns',
      '.well-known/did.json',
    ];
    for (const path of [
      ...paths,
      'issuers/00000000-0000-4000-8000-000000000000/did.json',
      'verify/NUGSE-2025-000999',
    ]) {
      await service.get(`/${path}`, page);
    }

    expect(await state()).toEqual(before);
  });
});

describe('A public address', () => {
  it('of a credential gives a page to browsers and the signed bytes to programs', async () => {
    const path = `/credentials/${certificate.credentialId}`;

    expect((await service.get(path, page)).text).toContain('Aliya Sarsenova');
    expect((await service.get(path)).headers['content-type']).toBe('application/vc; charset=utf-8');
    expect((await service.get(path, { accept: 'application/vc+ld+json' })).headers['content-type']).toMatch(
      'vc+ld+json',
    );
    const asFile = await service.get(`${path}.json`, page);
    expect(asFile.headers['content-type']).toMatch('application/json');
    expect(asFile.text).toBe((await service.get(path)).text);
  });

  it('of a status list is answered with a tag, and not again to who has it', async () => {
    const { body } = await service.get(`/verify/${certificate.number}`, data);
    const path = new URL(body.links.statusList).pathname;
    const { headers } = await service.get(path);

    expect(await service.get(path, { 'if-none-match': String(headers.etag) })).toMatchObject({ status: 304, text: '' });
  });

  it.each([
    '/credentials/nothing',
    '/credentials/00000000-0000-4000-8000-000000000000',
    '/status-lists/00000000-0000-4000-8000-000000000000',
    '/issuers/00000000-0000-4000-8000-000000000000/did.json',
    '/issuers/00000000-0000-4000-8000-000000000000',
    '/issuers/nobody/did.json',
    '/achievements/1',
  ])('%s is unknown', async (path) => {
    expect(await service.get(path, data)).toMatchObject({ status: 404, body: { code: 'document-unknown' } });
  });
});
