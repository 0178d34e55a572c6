import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR_CLIENT } from '../local/environment.ts';
import { readManifests } from '../local/manifests.ts';
import { runningPlatform } from '../local/run-file.ts';
import { Secrets } from '../local/secrets.ts';
import { Refusal } from './outcome.ts';

export type Environment = Record<string, string | undefined>;

/** Where operators reach the services of one installation, and how they sign in there. */
export interface InstallationAccess {
  /** Address of each service by name; `/v1/operations/…` follows. */
  services: Record<string, string>;
  /** Whether these are the services' own addresses, which also tell whether a service is ready. */
  isInside: boolean;
  signIn: { token: string } | { tokenUrl: string; clientId: string; clientSecret: string };
}

/** The platform that runs on this data now. */
export function localAccess(dataDir: string): InstallationAccess {
  const secrets = secretsOf(dataDir);
  const run = runningPlatform(dataDir);
  if (!run) throw new Refusal(`No platform runs on ${dataDir}: start it with npm start`);
  if (!run.serviceUrls) throw new Refusal(`The platform on ${dataDir} is still starting`);
  const services = withoutGateway(run.serviceUrls);
  const signIn = {
    tokenUrl: `${services['identity']}/oidc/token`,
    clientId: OPERATOR_CLIENT,
    clientSecret: secrets.password(`client:${OPERATOR_CLIENT}`),
  };
  return { services, isInside: true, signIn };
}

/** The installation that the environment describes; `help` names the variables. */
export function accessByEnvironment(env: Environment): InstallationAccess {
  const { SERVICE_URLS, TULGA_URL } = env;
  const services = SERVICE_URLS ? (JSON.parse(SERVICE_URLS) as Record<string, string>) : routesBehind(TULGA_URL);
  return { services: withoutGateway(services), isInside: Boolean(SERVICE_URLS), signIn: signInOf(env) };
}

/** The secrets of a local installation; a folder without them holds none. */
export function secretsOf(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  if (!existsSync(path)) throw new Refusal(`There is no installation in ${dataDir}`);
  return new Secrets(path);
}

function signInOf(env: Environment): InstallationAccess['signIn'] {
  const { OPERATOR_TOKEN, OPERATOR_CLIENT_SECRET: clientSecret, OPERATOR_CLIENT_ID, TULGA_URL } = env;
  if (OPERATOR_TOKEN) return { token: OPERATOR_TOKEN };
  const tokenUrl = env.OIDC_TOKEN_URL || (TULGA_URL && new URL('/oidc/token', TULGA_URL).href);
  if (!clientSecret || !tokenUrl) {
    throw new Refusal('Set OPERATOR_TOKEN, or OPERATOR_CLIENT_SECRET with TULGA_URL or OIDC_TOKEN_URL');
  }
  return { tokenUrl, clientId: OPERATOR_CLIENT_ID || OPERATOR_CLIENT, clientSecret };
}

/** From outside, a service is where the gateway leads to it; one without a route is not reached. */
function routesBehind(gatewayUrl: string | undefined): Record<string, string> {
  if (!gatewayUrl) throw new Refusal('Set TULGA_URL, or SERVICE_URLS inside of the installation');
  const routed = readManifests().filter(({ route }) => route !== null);
  return Object.fromEntries(routed.map(({ name, route }) => [name, new URL(route!, gatewayUrl).href]));
}

/** The gateway keeps nothing, so there is nothing to operate. */
function withoutGateway({ gateway: _gateway, ...services }: Record<string, string>): Record<string, string> {
  return services;
}
