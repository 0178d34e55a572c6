import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { getMetadataStorage } from 'class-validator';
import { loadConfig, ProcessConfig, ServiceConfig } from '@app/service-kit';
import { projectDir } from '../local/paths.ts';
import { filled } from './fill-environment.ts';

type ConfigClass = new () => ProcessConfig;

const example = readFileSync(join(projectDir, '.env.example'), 'utf8');
/** Names in their order, also those that are commented out. */
const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name!);

async function configClasses(): Promise<ConfigClass[]> {
  const files = globSync('apps/*/src/*.config.ts', { cwd: projectDir });
  const modules = await Promise.all(files.map((file) => import(join(projectDir, file)) as Promise<object>));
  const found = modules.flatMap((module) => Object.values(module) as unknown[]);
  const isConfig = (value: unknown): value is ConfigClass =>
    typeof value === 'function' && value.prototype instanceof ProcessConfig;
  return [ProcessConfig, ServiceConfig, ...found.filter(isConfig)];
}

function variablesOf(Config: ConfigClass): string[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(Config, '', false, false);
  const properties = rules.map(({ propertyName }) => propertyName);
  return properties.map((name) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());
}

describe('.env.example', () => {
  const compose = readFileSync(join(projectDir, 'docker-compose.yml'), 'utf8');
  const usedByCompose = [...compose.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name!);

  it('names every variable once', () => {
    expect(named.filter((name, index) => named.indexOf(name) !== index)).toEqual([]);
  });

  it('has all that docker-compose.yml takes and all that a service reads, and nothing else', async () => {
    const read = (await configClasses()).flatMap(variablesOf);

    expect([...named].sort()).toEqual([...new Set([...usedByCompose, ...read])].sort());
  });

  it('is a configuration that services accept, once its secrets are filled in', async () => {
    const all = example.replaceAll(/^# (?=[A-Z][A-Z0-9_]*=)/gm, '');
    const env = parseEnv(filled(all)) as Record<string, string>;
    const key = Buffer.alloc(32).toString('base64');

    for (const Config of await configClasses()) {
      const config = loadConfig(Config, { ...env, SECRET_KEY: key, SERVICE_CLIENT_SECRET: 's', NATS_PASSWORD: 's' });
      expect(config).toBeInstanceOf(Config);
    }
  });

  it('says the defaults that the classes have', async () => {
    const env = parseEnv(example.replaceAll(/^# (?=[A-Z][A-Z0-9_]*=)/gm, '')) as Record<string, string>;
    for (const Config of await configClasses()) {
      for (const [property, value] of Object.entries(new Config())) {
        if (!['string', 'number', 'boolean'].includes(typeof value)) continue;
        const name = property.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
        expect([name, env[name]]).toEqual([name, String(value)]);
      }
    }
  });
});

describe('The filled example', () => {
  it('has a new secret behind every name that had none, and keys of 32 bytes', () => {
    const [first, second] = [parseEnv(filled(example)), parseEnv(filled(example))];
    const secrets = Object.keys(first).filter((name) => /_(PASSWORD|SECRET|KEY)$/.test(name));

    expect(secrets.length).toBeGreaterThan(10);
    for (const name of secrets) {
      expect(first[name]!.length).toBeGreaterThanOrEqual(32);
      expect(first[name]).not.toBe(second[name]);
      if (!name.endsWith('_KEY')) expect(first[name]).toMatch(/^[a-z][\w-]+$/i);
    }
    expect(Buffer.from(first.IDENTITY_SECRET_KEY!, 'base64')).toHaveLength(32);
    expect(Object.values(first).filter((value) => value === '')).toEqual([]);
  });
});
