import { variable } from '../docker/variable.ts';
import { withDatabase } from '../docker/compose-environment.ts';
import type { Manifest } from '../nats/manifest.ts';

type Json = Record<string, unknown>;

/**
 * `deploy/keycloak/tulga-realm.json`: a realm whose tokens the services accept. Keycloak fills the `${…}` in from its
 * environment when it imports the realm. A person is known by the attribute `person_id`, which administrators alone set.
 */
export function keycloakRealm(manifests: readonly Manifest[]): string {
  const realm = {
    realm: 'tulga',
    displayName: 'Tulga',
    enabled: true,
    sslRequired: 'external',
    registrationAllowed: false,
    internationalizationEnabled: true,
    supportedLocales: ['kk', 'ru', 'en'],
    defaultLocale: 'kk',
    accessTokenLifespan: 3600,
    bruteForceProtected: true,
    clients: [console, ...withDatabase(manifests).map(({ name }) => serviceClient(name))],
    users,
    components: { 'org.keycloak.userprofile.UserProfileProvider': [userProfile()] },
  };
  return `${JSON.stringify(realm, null, 2)}\n`;
}

/** What verification asks of every token beside its signature. */
const audience = mapper('audience', 'oidc-audience-mapper', {
  'included.custom.audience': 'tulga',
  'access.token.claim': 'true',
  'id.token.claim': 'false',
});

const personId = mapper('person_id', 'oidc-usermodel-attribute-mapper', {
  'user.attribute': 'person_id',
  'claim.name': 'person_id',
  'jsonType.label': 'String',
  'access.token.claim': 'true',
  'id.token.claim': 'true',
});

/** People's client: authorization code with PKCE, no secret. */
const console: Json = {
  clientId: 'tulga-console',
  name: 'Tulga',
  enabled: true,
  protocol: 'openid-connect',
  publicClient: true,
  standardFlowEnabled: true,
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  serviceAccountsEnabled: false,
  redirectUris: ['${PUBLIC_ORIGIN}/*'],
  webOrigins: ['${PUBLIC_ORIGIN}'],
  attributes: { 'pkce.code.challenge.method': 'S256', 'post.logout.redirect.uris': '${PUBLIC_ORIGIN}/*' },
  defaultClientScopes: ['basic', 'profile'],
  optionalClientScopes: [],
  protocolMappers: [audience, personId],
};

/** A service's own client. A machine is known by a token that is about the client itself, so `sub` is its name. */
function serviceClient(service: string): Json {
  const clientId = `service-${service}`;
  return {
    clientId,
    enabled: true,
    protocol: 'openid-connect',
    publicClient: false,
    secret: `\${${variable(service, 'CLIENT_SECRET')}}`,
    standardFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: true,
    // Without the scope that would say who the account behind the client is.
    defaultClientScopes: [],
    optionalClientScopes: [],
    protocolMappers: [audience, ...['sub', 'client_id'].map((claim) => hardcoded(claim, clientId))],
  };
}

function hardcoded(claim: string, value: string): Json {
  return mapper(claim, 'oidc-hardcoded-claim-mapper', {
    'claim.name': claim,
    'claim.value': value,
    'jsonType.label': 'String',
    'access.token.claim': 'true',
    'id.token.claim': 'false',
  });
}

function mapper(name: string, protocolMapper: string, config: Record<string, string>): Json {
  return { name, protocol: 'openid-connect', protocolMapper, consentRequired: false, config };
}

/** The first is the person of FIRST_ADMINISTRATOR; that one registers the others and tells their ids to Keycloak. */
const users = [
  user('administrator', 'Platform', 'Administrator', '01900000-0000-7000-8000-000000000001'),
  user('organizer', 'Айгерім', 'Сәрсенова', '01900000-0000-7000-8000-000000000002'),
  user('coordinator', 'Нұрлан', 'Әбілов', '01900000-0000-7000-8000-000000000003'),
];

function user(username: string, firstName: string, lastName: string, person: string): Json {
  return {
    username,
    firstName,
    lastName,
    email: `${username}@tulga.example`,
    emailVerified: true,
    enabled: true,
    attributes: { person_id: [person] },
    credentials: [{ type: 'password', value: '${DEMO_PASSWORD}', temporary: false }],
  };
}

/** Keycloak drops attributes of users that are not declared. */
function userProfile(): Json {
  const own = { view: ['admin', 'user'], edit: ['admin', 'user'] };
  const attribute = (name: string, permissions: object = own): Json => ({ name, permissions, multivalued: false });
  const attributes = [
    ...['username', 'email', 'firstName', 'lastName'].map((name) => attribute(name)),
    attribute('person_id', { view: ['admin'], edit: ['admin'] }),
  ];
  return {
    providerId: 'declarative-user-profile',
    config: { 'kc.user.profile.config': [JSON.stringify({ attributes })] },
  };
}
