import { Logger } from '@nestjs/common';
import type { EventEmitter } from 'node:events';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import type { DataSource } from 'typeorm';
import type { IdentityConfig } from '../identity.config.js';
import type { PeopleQueries } from '../sign-in/people.queries.js';
import { clientsOf, DOCS_CLIENT, DOCS_REDIRECT_PATH } from './clients.js';
import { OidcAdapter } from './oidc-adapter.js';
import { baseConfiguration, cookiesOf, keySet } from './provider-configuration.js';
import { SealedBox } from './sealed-box.js';
import { loadSigningKeys } from './signing-keys.js';

type Client = InstanceType<Provider['Client']>;

const log = new Logger('OpenID provider');

/** Puts the OpenID Connect provider together. The database must be migrated: its keys lie there. */
export async function makeProvider(
  config: IdentityConfig,
  dataSource: DataSource,
  people: PeopleQueries,
): Promise<Provider> {
  const box = new SealedBox(config.secretKey);
  const provider = new Provider(config.oidcIssuer, {
    ...baseConfiguration(config.oidcAudience),
    adapter: (model: string) => new OidcAdapter(model, dataSource),
    clients: clientsOf(config),
    clientBasedCORS: (ctx, origin) => origin === addressOf(ctx),
    cookies: cookiesOf([box.derive('cookies')]),
    jwks: keySet(await loadSigningKeys(dataSource, box)),
    findAccount: async (_ctx, id) => {
      const person = await people.findActive(id);
      return person ? { accountId: id, claims: async () => ({ sub: id, name: person.latin }) } : undefined;
    },
  });
  // The gateway in front says under which address the browser sees us; the issuer stays what it is.
  provider.proxy = true;
  provider.on('server_error', (_ctx: KoaContextWithOIDC, error: Error) => log.error(error.message, error.stack));
  // Such as a browser that went away in the middle; Koa would print it past the log.
  (provider as EventEmitter).on('error', (error: Error) => log.warn(error.message));
  acceptDocsAtAnyAddress(provider);
  return provider;
}

/** The API pages may receive their code on the very origin that is asked for it, whatever it is called today. */
function acceptDocsAtAnyAddress(provider: Provider): void {
  const { prototype } = provider.Client;
  const registered = Reflect.get(prototype, 'redirectUriAllowed') as (this: Client, uri: string) => boolean;
  prototype.redirectUriAllowed = function allowed(this: Client, uri: string): boolean {
    const here = Provider.ctx && addressOf(Provider.ctx);
    const isDocsHere = this.clientId === DOCS_CLIENT && uri === `${here}${DOCS_REDIRECT_PATH}`;
    return isDocsHere || registered.call(this, uri);
  };
}

/** The origin that the browser asks; Koa's own word `origin` means where the asking page is from. */
function addressOf({ protocol, host }: KoaContextWithOIDC): string {
  return `${protocol}://${host}`;
}
