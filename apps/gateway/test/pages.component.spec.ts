import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RunningGateway } from './running-gateway.js';

const projectDir = join(import.meta.dirname, '../../..');

describe('The pages of the gateway', () => {
  let gateway: RunningGateway;

  beforeAll(async () => {
    gateway = await RunningGateway.start();
    for (const service of Object.values(gateway.services)) service.has({ '/openapi.json': ownDocument() });
  });

  afterAll(() => gateway.stop());

  function ownDocument(): object {
    const Thing = { type: 'object', properties: { note: { type: 'string', nullable: true } } };
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
    const get = {
      operationId: 'Things_read',
      tags: ['things'],
      summary: 'Read',
      responses: { 200: { description: 'done', content } },
    };
    return {
      openapi: '3.1.0',
      paths: { '/v1/things': { get }, '/internal/things': { get } },
      components: { schemas: { Thing } },
    };
  }

  describe('at the root', () => {
    it.each([
      ['kk', 'Сертификатты тексеру'],
      ['ru', 'Проверить сертификат'],
      ['en', 'Verify a certificate'],
    ])('speak %s', async (language, words) => {
      const byHeader = await fetch(gateway.url, { headers: { 'accept-language': language } });
      const byChoice = await fetch(`${gateway.url}/?lang=${language}`);

      expect(await byHeader.text()).toContain(words);
      expect(await byChoice.text()).toContain(words);
      expect(byChoice.headers.get('content-language')).toBe(language);
    });

    it('have no script, and the one style that the policy names', async () => {
      const answer = await fetch(gateway.url);
      const body = await answer.text();

      const style = /<style>([^]*)<\/style>/.exec(body)![1]!;
      const policy = answer.headers.get('content-security-policy')!;
      expect(body).not.toContain('<script');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain(createHash('sha256').update(style).digest('base64'));
    });
  });

  describe('of the interface', () => {
    it('come with all that swagger-ui needs, and with nothing else', async () => {
      const page = await (await fetch(`${gateway.url}/api/docs`)).text();
      const files = [...page.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => file!);

      expect(files).toEqual(['docs/swagger-ui.css', 'docs/swagger-ui-bundle.js', 'docs/initializer.js']);
      for (const file of [...files, 'docs/oauth2-redirect.html', 'docs/oauth2-redirect.js']) {
        expect((await fetch(`${gateway.url}/api/${file}`)).status).toBe(200);
      }
      for (const file of ['package.json', 'index.html', '..%2fpackage.json', 'constructor']) {
        expect((await gateway.raw(`/api/docs/${file}`)).headers['content-type']).toContain('problem+json');
      }
    });

    it('are sent once', async () => {
      const first = await fetch(`${gateway.url}/api/docs/swagger-ui-bundle.js`);
      const etag = first.headers.get('etag')!;
      await first.arrayBuffer();

      const second = await fetch(`${gateway.url}/api/docs/swagger-ui-bundle.js`, {
        headers: { 'if-none-match': etag },
      });

      expect(first.headers.get('content-encoding')).toBe('gzip');
      expect(second.status).toBe(304);
    });

    it('show one valid document of all services', async () => {
      const document = (await (await fetch(`${gateway.url}/api/openapi.json`)).json()) as any;

      expect(Object.keys(document.paths)).toEqual([
        '/api/certification/v1/things',
        '/api/directory/v1/things',
        '/api/programs/v1/things',
      ]);
      expect(await lint(document)).toContain('is valid');
    }, 60_000);
  });

  async function lint(document: object): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'tulga-openapi-'));
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    const config = join(projectDir, 'apps/gateway/redocly.yaml');
    const redocly = join(projectDir, 'node_modules/.bin/redocly');
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
    try {
      const { stdout, stderr } = await promisify(execFile)(redocly, ['lint', '--config', config, file], { env });
      return stdout + stderr;
    } catch (error) {
      return (error as { stdout: string }).stdout;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
});
