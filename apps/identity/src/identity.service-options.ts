import type { ServiceOptions } from '@app/service-kit';
import { Account } from './accounts/account.js';
import { IdentityConfig } from './identity.config.js';
import { IdentityModule } from './identity.module.js';
import { CreateIdentity1767225600000 } from './migrations/1767225600000-create-identity.js';
import { OidcModel } from './provider/oidc-model.js';
import { SigningKey } from './provider/signing-key.js';
import { Person } from './replicas/person.js';

/** All that bootstrap has to know about the identity service. It refuses on pages, so it has no problem codes. */
export const identityService: ServiceOptions = {
  name: 'identity',
  title: 'Identity',
  module: IdentityModule,
  config: IdentityConfig,
  entities: [OidcModel, SigningKey, Person, Account],
  migrations: [CreateIdentity1767225600000],
  states: [],
  problems: {},
};
