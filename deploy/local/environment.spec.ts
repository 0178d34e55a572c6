import 'reflect-metadata';
import { loadConfig, ServiceConfig } from '@app/service-kit';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryConfig } from '../../apps/directory/src/directory.config.js';
import { GatewayConfig } from '../../apps/gateway/src/gateway.config.js';
import { IdentityConfig } from '../../apps/identity/src/identity.config.js';
import type { Manifest } from '../nats/manifest.ts';
import { environmentOf, type Surroundings } from './environment.ts';
import { Secrets } from './secrets.ts';

const manifest = (name: string, database: string | null): Manifest => ({
  name,
  title: name,
  database,
  route: null,
  publicRoutes: [],
  publishes: [],
  consumes: [],
});

describe('the environment that the supervisor gives to a service', () => {
  let dir: string;
  let run: Surroundings;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tulga-environment-'));
    run = {
      dataDir: dir,
      publicOrigin: 'http://localhost:8080',
      demo: true,
      logLevel: 'info',
      natsUrl: 'nats://127.0.0.1:4222',
      urls: {
        gateway: 'http://127.0.0.1:8081',
        identity: 'http://127.0.0.1:41000',
        programs: 'http://127.0.0.1:41001',
      },
      databaseUrl: ({ database }) => (database ? `postgres://r:p@127.0.0.1:5432/${database}` : undefined),
      secrets: new Secrets(join(dir, 'secrets.json')),
    };
    Object.assign(run.urls, { directory: 'http://127.0.0.1:41002' });
  });

  afterEach(() => rmSync(dir, { recursive: true }));

  it.each([
    ['programs', ServiceConfig],
    ['directory', DirectoryConfig],
    ['identity', IdentityConfig],
  ])('is accepted by the configuration of %s', (name, Config) => {
    const config = loadConfig(Config, environmentOf(manifest(name, `tulga_${name}`), run));

    expect(config).toMatchObject({
      serviceName: name,
      port: Number(new URL(run.urls[name]!).port),
      oidcIssuer: 'http://localhost:8080/oidc',
      oidcJwksUrl: 'http://127.0.0.1:41000/oidc/jwks',
      publicOrigin: 'http://localhost:8080',
      serviceUrls: run.urls,
      demo: true,
    });
    expect(config.secretKey).toHaveLength(32);
  });

  it('is accepted by the configuration of the gateway, which has no database', () => {
    const env = environmentOf(manifest('gateway', null), run);

    expect(loadConfig(GatewayConfig, env).port).toBe(8081);
    expect(env).not.toHaveProperty('DATABASE_URL');
  });

  it('gives each service secrets of its own, the same at every start', () => {
    const programs = environmentOf(manifest('programs', 'a'), run);
    const directory = environmentOf(manifest('directory', 'b'), run);
    const secrets = ['SECRET_KEY', 'NATS_PASSWORD', 'SERVICE_CLIENT_SECRET'];

    for (const secret of secrets) expect(programs[secret]).not.toBe(directory[secret]);
    run.secrets = new Secrets(join(dir, 'secrets.json'));
    expect(environmentOf(manifest('programs', 'a'), run)).toEqual(programs);
  });

  it('tells identity the secret of every other service', () => {
    const identity = environmentOf(manifest('identity', 'tulga_identity'), run);
    const programs = environmentOf(manifest('programs', 'tulga_programs'), run);

    expect(JSON.parse(identity['SERVICE_CLIENT_SECRETS']!).programs).toBe(programs['SERVICE_CLIENT_SECRET']);
    expect(programs).not.toHaveProperty('SERVICE_CLIENT_SECRETS');
  });

  it('does not pass on what the person at the terminal happens to have set', () => {
    process.env.DATABASE_URL = 'postgres://somewhere/else';
    const env = environmentOf(manifest('gateway', null), run);
    delete process.env.DATABASE_URL;

    expect(env).not.toHaveProperty('DATABASE_URL');
    expect(env['PATH']).toBe(process.env.PATH);
  });
});
