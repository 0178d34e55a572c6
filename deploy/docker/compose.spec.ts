import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';
import { manifestsOf } from '../test/some-manifests.ts';
import { composeFile } from './compose.ts';
import { natsConfig, postgresInit } from './infrastructure.ts';
import { variable } from './variable.ts';

interface Container {
  image?: string;
  build?: { dockerfile: string; target?: string; args?: { SERVICE: string } };
  command?: string[];
  profiles?: string[];
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  ports?: string[];
}
interface Compose {
  services: Record<string, Container>;
  volumes: Record<string, object>;
}

const read = (path: string): string => readFileSync(join(projectDir, path), 'utf8');
const compose = parse(read('docker-compose.yml')) as Compose;
const manifests = readManifests();
const owners = manifests.filter(({ database }) => database);

describe('docker-compose.yml', () => {
  it('has every service, and beside them the servers that they need', () => {
    const names = manifests.map(({ name }) => name);

    expect(Object.keys(compose.services).sort()).toEqual(
      [...names, 'postgres', 'nats', 'broker', 'keycloak', 'mailpit'].sort(),
    );
  });

  it.each(manifests.map((manifest) => [manifest.name, manifest] as const))(
    'starts %s as its manifest says',
    (name, manifest) => {
      const { build, environment, depends_on: needed, healthcheck } = compose.services[name]!;

      expect(build).toMatchObject({ dockerfile: 'deploy/docker/Dockerfile', args: { SERVICE: name } });
      expect(environment).toMatchObject({ SERVICE_NAME: name, NATS_USER: name, PORT: '8080' });
      expect(environment.NATS_PASSWORD).toBe(`\${${variable(name, 'NATS_PASSWORD')}:?}`);
      expect(JSON.parse(environment.SERVICE_URLS!)).toEqual(
        Object.fromEntries(manifests.map((other) => [other.name, `http://${other.name}:8080`])),
      );
      expect(healthcheck!.test.join(' ')).toContain('/health/ready');
      expect(needed).toMatchObject({ broker: { condition: 'service_completed_successfully' } });
      if (manifest.database) {
        expect(environment.DATABASE_URL).toMatch(
          new RegExp(`^postgres://${name}:.*@postgres:5432/${manifest.database}$`),
        );
        expect(needed).toMatchObject({ postgres: { condition: 'service_healthy' } });
      } else expect(environment).not.toHaveProperty('DATABASE_URL');
    },
  );

  it('shares no secret between services', () => {
    const secrets = manifests.flatMap(({ name }) =>
      ['DATABASE_URL', 'NATS_PASSWORD', 'SECRET_KEY', 'SERVICE_CLIENT_SECRET'].flatMap(
        (key) => compose.services[name]!.environment[key] ?? [],
      ),
    );

    expect(new Set(secrets).size).toBe(secrets.length);
    expect(JSON.parse(compose.services.identity!.environment.SERVICE_CLIENT_SECRETS!)).toEqual(
      Object.fromEntries(owners.map(({ name }) => [name, `\${${variable(name, 'CLIENT_SECRET')}:?}`])),
    );
  });

  it('shows only the gateway to the outside, unless a profile is asked for', () => {
    const open = Object.entries(compose.services).filter(([, { ports, profiles }]) => ports && !profiles);

    expect(open.map(([name]) => name)).toEqual(['gateway']);
    expect(compose.services.keycloak!.profiles).toEqual(['keycloak']);
    expect(compose.services.mailpit!.profiles).toEqual(['mail']);
  });

  it('asks every server whether it is healthy, and mounts what is there', () => {
    for (const [name, { healthcheck, volumes = [] }] of Object.entries(compose.services)) {
      if (name !== 'broker') expect(healthcheck!.test.length).toBeGreaterThan(1);
      for (const [source] of volumes.map((text) => text.split(':'))) {
        const isThere = source!.startsWith('.') ? existsSync(join(projectDir, source!)) : source! in compose.volumes;
        expect([source, isThere]).toEqual([source, true]);
      }
    }
  });

  it('sets the broker up before any service starts', () => {
    const { build, command, environment, depends_on: needed } = compose.services.broker!;

    expect(build!.target).toBe('build');
    expect(read(build!.dockerfile)).toContain('AS build');
    expect(existsSync(join(projectDir, command![1]!))).toBe(true);
    expect(environment.NATS_PASSWORD).toBe('${ADMIN_NATS_PASSWORD:?}');
    expect(needed).toEqual({ nats: { condition: 'service_healthy' } });
  });

  it('gives the servers the passwords that they ask for', () => {
    const asked = (text: string): string[] => [...new Set(text.match(/\b[A-Z0-9_]+_PASSWORD\b/g))].sort();
    const given = (name: string): string[] => Object.keys(compose.services[name]!.environment).sort();

    expect(given('nats')).toEqual(asked(read('deploy/nats/nats-server.conf')));
    expect(given('postgres')).toEqual([...asked(read('deploy/postgres/init.sh')), 'POSTGRES_PASSWORD'].sort());
  });
});

describe('What the servers begin with', () => {
  const some = manifestsOf('directory', 'sample-12');

  it('is a role and a database for each service', () => {
    const lines = postgresInit(some).split('\n');

    expect(lines).toContain('create "sample-12" "tulga_sample-12" "$SAMPLE_12_DATABASE_PASSWORD"');
  });

  it.each(['postgres', 'template1'])('is a database %s that no service enters', (database) => {
    const revoke = `-c 'REVOKE CONNECT ON DATABASE ${database} FROM PUBLIC'`;

    expect(postgresInit(some)).toContain(revoke);
  });

  it('is a user at the broker for each service, whose password is a variable', () => {
    const text = natsConfig(some);

    expect(text).toContain('"user": "sample-12",\n        "password": $SAMPLE_12_NATS_PASSWORD');
    expect(text.match(/"user"/g)).toHaveLength(3);
  });

  it('is a container for each service', () => {
    const { services } = parse(composeFile(some)) as Compose;

    expect(services['sample-12']!.environment.NATS_PASSWORD).toBe('${SAMPLE_12_NATS_PASSWORD:?}');
  });
});
