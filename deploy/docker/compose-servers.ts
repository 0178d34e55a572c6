import type { Manifest } from '../nats/manifest.ts';
import { secret, withDatabase } from './compose-environment.ts';
import { variable } from './variable.ts';

type Container = Record<string, unknown>;

const often = { interval: '2s', timeout: '3s', retries: 30 };

// The image has no program that speaks HTTP, but a shell that does. Compose takes one dollar sign of two.
const askKeycloak =
  `exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && ` +
  `[[ "$$(cat <&3)" == *UP* ]]`;

/** PostgreSQL; its first start makes a database and a role for each service. */
export function postgres(manifests: readonly Manifest[]): Container {
  return {
    image: 'postgres:18.4',
    environment: {
      POSTGRES_PASSWORD: '${POSTGRES_PASSWORD:?}',
      ...secrets(withDatabase(manifests), 'DATABASE_PASSWORD'),
    },
    volumes: [
      'postgres:/var/lib/postgresql',
      './deploy/postgres/init.sh:/docker-entrypoint-initdb.d/10-services.sh:ro',
    ],
    healthcheck: { test: ['CMD', 'pg_isready', '-U', 'postgres', '-h', '127.0.0.1'], ...often },
  };
}

/** The broker, with a user for each service. */
export function nats(manifests: readonly Manifest[]): Container {
  return {
    // With the programs of Alpine, one of which asks whether it is healthy.
    image: 'nats:2.12.3-alpine',
    command: ['-c', '/etc/nats/nats-server.conf'],
    environment: { ADMIN_NATS_PASSWORD: '${ADMIN_NATS_PASSWORD:?}', ...secrets(manifests, 'NATS_PASSWORD') },
    volumes: ['nats:/data', './deploy/nats/nats-server.conf:/etc/nats/nats-server.conf:ro'],
    healthcheck: { test: ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8222/healthz'], ...often },
  };
}

/** Makes streams, consumers and buckets before any service starts: services may not. */
export const broker: Container = {
  build: { context: '.', dockerfile: 'deploy/docker/Dockerfile', target: 'build' },
  command: ['node', 'deploy/nats/apply.ts'],
  environment: { NATS_URL: 'nats://nats:4222', NATS_PASSWORD: '${ADMIN_NATS_PASSWORD:?}' },
  depends_on: { nats: { condition: 'service_healthy' } },
  restart: 'on-failure',
};

/** Keycloak in place of the embedded provider: for who has one, or is to try one. */
export function keycloak(manifests: readonly Manifest[]): Container {
  return {
    image: 'quay.io/keycloak/keycloak:26.4',
    profiles: ['keycloak'],
    command: ['start-dev', '--import-realm'],
    environment: {
      KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
      // Optional, or the variables of a profile that is off would be asked for.
      KC_BOOTSTRAP_ADMIN_PASSWORD: '${KEYCLOAK_ADMIN_PASSWORD:-}',
      KC_HOSTNAME: '${KEYCLOAK_ORIGIN:-http://localhost:8081}',
      KC_HOSTNAME_BACKCHANNEL_DYNAMIC: 'true',
      KC_HEALTH_ENABLED: 'true',
      PUBLIC_ORIGIN: '${PUBLIC_ORIGIN:?}',
      DEMO_PASSWORD: '${KEYCLOAK_DEMO_PASSWORD:-}',
      ...secrets(withDatabase(manifests), 'CLIENT_SECRET'),
    },
    volumes: ['./deploy/keycloak/tulga-realm.json:/opt/keycloak/data/import/tulga-realm.json:ro'],
    healthcheck: { test: ['CMD', 'bash', '-c', askKeycloak], interval: '5s', timeout: '5s', retries: 30 },
    ports: ['${KEYCLOAK_PORT:-8081}:8080'],
  };
}

/** A mailbox that keeps what is sent, for looking at. */
export const mailpit: Container = {
  image: 'axllent/mailpit:v1.27',
  profiles: ['mail'],
  healthcheck: { test: ['CMD', '/mailpit', 'readyz'], ...often },
  ports: ['${MAILPIT_PORT:-8025}:8025', '${MAILPIT_SMTP_PORT:-1025}:1025'],
};

function secrets(manifests: readonly Manifest[], rest: string): Record<string, string> {
  return Object.fromEntries(manifests.map(({ name }) => [variable(name, rest), secret(name, rest)]));
}
