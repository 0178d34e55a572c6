import type { ClientMetadata } from 'oidc-provider';
import type { IdentityConfig } from '../identity.config.js';

/** The public client of the API pages and of programs that sign in as a demo person. */
export const DOCS_CLIENT = 'tulga-docs';

/** Where the API pages receive their code, below whatever address the gateway answers at. */
export const DOCS_REDIRECT_PATH = '/api/docs/oauth2-redirect.html';

/** Every client there is: one for each service, those of the installation, and in a demo the one that anybody may use. */
export function clientsOf(config: IdentityConfig): ClientMetadata[] {
  const names = Object.keys(config.serviceUrls);
  const services = names.map((name) =>
    serviceClient(name, config.serviceClientSecrets?.[name] ?? config.serviceClientSecret),
  );
  return [...services, ...(config.demo ? [docsClient] : []), ...config.oidcClients];
}

/** A machine that reads `/internal` of other services in its own name. */
function serviceClient(name: string, secret: string): ClientMetadata {
  return {
    client_id: `service-${name}`,
    client_secret: secret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_basic',
  };
}

const docsClient: ClientMetadata = {
  client_id: DOCS_CLIENT,
  client_name: 'Tulga API',
  // A native client's loopback addresses match on every port (RFC 8252), and so does the gateway's on this machine.
  application_type: 'native',
  grant_types: ['authorization_code'],
  redirect_uris: [
    `http://localhost${DOCS_REDIRECT_PATH}`,
    `http://127.0.0.1${DOCS_REDIRECT_PATH}`,
    'http://localhost/callback',
    'http://127.0.0.1/callback',
  ],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
};
