import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunFile } from '../local/run-file.ts';
import { Secrets } from '../local/secrets.ts';
import { accessByEnvironment, localAccess } from './installation-access.ts';

describe('an installation on this machine', () => {
  let dataDir: string;

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'tulga-access-'));
  });

  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('is reached at the services, as the client whose secret lies beside', async () => {
    const secret = new Secrets(join(dataDir, 'secrets.json')).password('client:operator');
    const run = await RunFile.claim(dataDir);
    const services = { identity: 'http://127.0.0.1:2', programs: 'http://127.0.0.1:3' };
    run.update({ gatewayUrl: 'http://localhost:1', serviceUrls: { gateway: 'http://localhost:1', ...services } });

    expect(localAccess(dataDir)).toEqual({
      services,
      isInside: true,
      signIn: { tokenUrl: 'http://127.0.0.1:2/oidc/token', clientId: 'operator', clientSecret: secret },
    });
    run.release();
  });

  it('says what is missing', async () => {
    expect(() => localAccess(dataDir)).toThrow(`There is no installation in ${dataDir}`);
    writeFileSync(join(dataDir, 'secrets.json'), '{}');
    expect(() => localAccess(dataDir)).toThrow('No platform runs');
    const run = await RunFile.claim(dataDir);
    expect(() => localAccess(dataDir)).toThrow('is still starting');
    run.release();
  });
});

describe('another installation', () => {
  const OPERATOR_CLIENT_SECRET = 'secret';

  it('is reached through its gateway, where that leads', () => {
    const { services, isInside, signIn } = accessByEnvironment({
      TULGA_URL: 'https://tulga.example',
      OPERATOR_CLIENT_SECRET,
    });

    expect(services).toMatchObject({ programs: 'https://tulga.example/api/programs' });
    expect(services).not.toHaveProperty('identity');
    expect(isInside).toBe(false);
    expect(signIn).toEqual({
      tokenUrl: 'https://tulga.example/oidc/token',
      clientId: 'operator',
      clientSecret: 'secret',
    });
  });

  it('is reached at its services from inside, with a token of a person', () => {
    const SERVICE_URLS = '{"gateway":"http://gateway:8080","programs":"http://programs:8080"}';

    expect(accessByEnvironment({ SERVICE_URLS, OPERATOR_TOKEN: 'ey' })).toEqual({
      services: { programs: 'http://programs:8080' },
      isInside: true,
      signIn: { token: 'ey' },
    });
  });

  it.each([
    [{ TULGA_URL: 'https://tulga.example' }, 'OPERATOR_TOKEN'],
    [{ SERVICE_URLS: '{}', OPERATOR_CLIENT_SECRET }, 'OIDC_TOKEN_URL'],
    [{ OPERATOR_TOKEN: 'ey' }, 'TULGA_URL'],
  ])('says what is missing beside %j', (env, missing) => {
    expect(() => accessByEnvironment(env)).toThrow(missing);
  });
});
