import type { Manifest } from '../nats/manifest.ts';
import { variable } from './variable.ts';

type Environment = Record<string, string>;

/** Variables of one container. Secrets come from the environment (.env) of the one who runs `docker compose`. */
export function environmentOf(manifest: Manifest, manifests: readonly Manifest[]): Environment {
  const { name, database } = manifest;
  const urls = Object.fromEntries(manifests.map((other) => [other.name, `http://${other.name}:8080`]));
  return {
    SERVICE_NAME: name,
    HOST: '0.0.0.0',
    PORT: '8080',
    NATS_URL: 'nats://nats:4222',
    NATS_USER: name,
    NATS_PASSWORD: secret(name, 'NATS_PASSWORD'),
    OIDC_ISSUER: '${OIDC_ISSUER:-${PUBLIC_ORIGIN}/oidc}',
    OIDC_JWKS_URL: '${OIDC_JWKS_URL:-http://identity:8080/oidc/jwks}',
    OIDC_TOKEN_URL: '${OIDC_TOKEN_URL:-}',
    OIDC_AUDIENCE: '${OIDC_AUDIENCE:-tulga}',
    PUBLIC_ORIGIN: '${PUBLIC_ORIGIN:?}',
    SERVICE_URLS: JSON.stringify(urls),
    DEMO: '${DEMO:-false}',
    LOG_LEVEL: '${LOG_LEVEL:-info}',
    ...(database ? databaseOf(name, database) : {}),
    ...furtherOf(name, manifests),
  };
}

function databaseOf(name: string, database: string): Environment {
  return {
    DATABASE_URL: `postgres://${name}:${secret(name, 'DATABASE_PASSWORD')}@postgres:5432/${database}`,
    SECRET_KEY: secret(name, 'SECRET_KEY'),
    SERVICE_CLIENT_SECRET: secret(name, 'CLIENT_SECRET'),
    FILES_DIR: '/data/files',
  };
}

/** What only one of them is told. */
function furtherOf(name: string, manifests: readonly Manifest[]): Environment {
  if (name === 'directory') {
    return { FIRST_ADMINISTRATOR: '${FIRST_ADMINISTRATOR:-}', OPERATOR_CLIENT_ID: '${OPERATOR_CLIENT_ID:-}' };
  }
  if (name === 'gateway') return { BEHIND_PROXY: '${BEHIND_PROXY:-false}' };
  if (name !== 'identity') return {};
  return { SERVICE_CLIENT_SECRETS: JSON.stringify(clientSecrets(manifests)), OIDC_CLIENTS: '${OIDC_CLIENTS:-}' };
}

/** A provider must recognize the services. */
function clientSecrets(manifests: readonly Manifest[]): Environment {
  return Object.fromEntries(withDatabase(manifests).map(({ name }) => [name, secret(name, 'CLIENT_SECRET')]));
}

/** The services that keep something; the others read nobody's data. */
export function withDatabase(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ database }) => database !== null);
}

/** A reference to a secret that must be there. */
export function secret(service: string, rest: string): string {
  return `\${${variable(service, rest)}:?}`;
}
