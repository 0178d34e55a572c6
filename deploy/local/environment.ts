import { join } from 'node:path';
import type { Manifest } from '../nats/manifest.ts';
import { localDir } from './paths.ts';
import type { Secrets } from './secrets.ts';

/** What is the same for all services of one run. */
export interface Surroundings {
  dataDir: string;
  publicOrigin: string;
  demo: boolean;
  logLevel: string;
  natsUrl: string;
  /** Internal address of each service. */
  urls: Record<string, string>;
  databaseUrl(manifest: Manifest): string | undefined;
  secrets: Secrets;
}

/** The person who may do everything on a new installation. */
const firstAdministrator = {
  personId: '01900000-0000-7000-8000-000000000001',
  name: { cyrillic: 'Платформа әкімшісі', latin: 'Platform Administrator' },
};

/** The client in whose name `npm run ops` acts. */
export const OPERATOR_CLIENT = 'operator';

const inherited = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'NODE_EXTRA_CA_CERTS'];

/**
 * The environment of one service, or of the replica of it that listens at `port`. A variable of the person's own shell
 * must not decide where a service writes.
 */
export function environmentOf(
  manifest: Manifest,
  run: Surroundings,
  port = Number(new URL(run.urls[manifest.name]!).port),
): Record<string, string> {
  const { name } = manifest;
  const database = run.databaseUrl(manifest);
  return {
    ...Object.fromEntries(inherited.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []))),
    SERVICE_NAME: name,
    HOST: '127.0.0.1',
    PORT: String(port),
    ...(database && { DATABASE_URL: database }),
    NATS_URL: run.natsUrl,
    NATS_USER: name,
    NATS_PASSWORD: run.secrets.password(`nats:${name}`),
    OIDC_ISSUER: `${run.publicOrigin}/oidc`,
    OIDC_JWKS_URL: `${run.urls['identity'] ?? run.publicOrigin}/oidc/jwks`,
    OIDC_AUDIENCE: 'tulga',
    PUBLIC_ORIGIN: run.publicOrigin,
    SECRET_KEY: run.secrets.key(`key:${name}`),
    SERVICE_CLIENT_SECRET: run.secrets.password(`client:${name}`),
    SERVICE_URLS: JSON.stringify(run.urls),
    DEMO: String(run.demo),
    LOG_LEVEL: run.logLevel,
    FILES_DIR: join(run.dataDir, 'files', name),
    // Compiled code is kept between starts: it halves the processor time of a start.
    NODE_COMPILE_CACHE: join(localDir, 'compile-cache'),
    ...(name === 'directory' && {
      FIRST_ADMINISTRATOR: JSON.stringify(firstAdministrator),
      OPERATOR_CLIENT_ID: OPERATOR_CLIENT,
    }),
    ...(name === 'identity' && {
      SERVICE_CLIENT_SECRETS: clientSecrets(run),
      OIDC_CLIENTS: JSON.stringify([operatorClient(run.secrets)]),
    }),
  };
}

/** Identity must recognize the other services. */
function clientSecrets({ urls, secrets }: Surroundings): string {
  const entries = Object.keys(urls).map((name) => [name, secrets.password(`client:${name}`)]);
  return JSON.stringify(Object.fromEntries(entries));
}

function operatorClient(secrets: Secrets): object {
  return {
    client_id: OPERATOR_CLIENT,
    client_secret: secrets.password(`client:${OPERATOR_CLIENT}`),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  };
}
