import { randomBytes } from 'node:crypto';
import { IsOptional, IsUrl } from 'class-validator';
import { ConfigBroken, loadConfig, ProcessConfig, ServiceConfig } from './service.config.js';

class MailConfig extends ServiceConfig {
  @IsOptional()
  @IsUrl({ protocols: ['smtp'], require_tld: false })
  smtpUrl?: string;
}

const complete = {
  SERVICE_NAME: 'programs',
  PORT: '0',
  DATABASE_URL: 'postgres://programs@127.0.0.1/tulga_programs',
  NATS_URL: 'nats://127.0.0.1:4222',
  NATS_USER: 'programs',
  NATS_PASSWORD: 'secret',
  OIDC_ISSUER: 'http://localhost:8080/oidc',
  OIDC_JWKS_URL: 'http://127.0.0.1:41009/oidc/jwks',
  PUBLIC_ORIGIN: 'http://localhost:8080',
  SECRET_KEY: randomBytes(32).toString('base64'),
  SERVICE_URLS: '{"directory":"http://127.0.0.1:41001"}',
  SERVICE_CLIENT_SECRET: 'secret',
};

describe('the configuration', () => {
  it('is read from the environment with types and defaults', () => {
    const config = loadConfig(ServiceConfig, { ...complete, DEMO: 'true' });

    expect(config).toMatchObject({ port: 0, host: '127.0.0.1', demo: true, logLevel: 'info', oidcAudience: 'tulga' });
    expect(config.serviceUrls.directory).toBe('http://127.0.0.1:41001');
    expect(config.secretKey).toHaveLength(32);
    expect(config).not.toHaveProperty('path');
  });

  it('names every bad variable at once', () => {
    const env = { ...complete, PORT: 'many', NATS_URL: '', DEMO: 'perhaps', SECRET_KEY: 'short', SERVICE_URLS: '{' };

    const faults = catchFaults(() => loadConfig(ServiceConfig, env));

    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      ...['DEMO', 'NATS_URL', 'PORT', 'SECRET_KEY', 'SERVICE_URLS'],
    ]);
    expect(faults).toContain('NATS_URL is missing');
  });

  it('does not repeat a bad secret', () => {
    const faults = catchFaults(() => loadConfig(ServiceConfig, { ...complete, SECRET_KEY: 'open-sesame' }));

    expect(faults.join()).not.toContain('open-sesame');
  });

  it('has the variables of a service beside those of all', () => {
    expect(loadConfig(MailConfig, { ...complete, SMTP_URL: 'smtp://mail:25' }).smtpUrl).toBe('smtp://mail:25');
    expect(loadConfig(MailConfig, { ...complete, SMTP_URL: '' }).smtpUrl).toBeUndefined();
  });

  it('of a process at the edge needs no database', () => {
    const { DATABASE_URL: _, ...env } = complete;

    expect(loadConfig(ProcessConfig, env).serviceName).toBe('programs');
    expect(() => loadConfig(ServiceConfig, env)).toThrow('DATABASE_URL is missing');
  });
});

function catchFaults(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigBroken) return error.variables;
  }
  return [];
}
