import { errors, interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { JWK } from 'jose';
import { choose, type Language } from '../pages/language.js';
import type { Page } from '../pages/layout.js';
import { expiredPage, refusedPage, signedOutPage, signOutPage } from '../pages/notices.js';
import { loadFirstPartyGrant } from './first-party-grant.js';

/** The one resource that tokens are for: all services of the platform. */
export const PLATFORM = 'urn:tulga:api';

const hour = 60 * 60;

/** Seconds that each thing lasts. */
const lifetimes = {
  AccessToken: hour,
  ClientCredentials: hour,
  AuthorizationCode: 60,
  IdToken: hour,
  Interaction: hour,
  Session: 12 * hour,
  Grant: 12 * hour,
};

/** The part of the configuration that is the same in every installation. */
export function baseConfiguration(audience: string): Configuration {
  return {
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: ['ES256'] },
    claims: { openid: ['sub'], profile: ['name'] },
    scopes: ['openid'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    ttl: lifetimes,
    routes: { authorization: '/auth', token: '/token', jwks: '/jwks', end_session: '/sign-out' },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // Access tokens are for the platform alone; who signed in stands in the ID token.
      userinfo: { enabled: false },
      resourceIndicators: platformResource(audience),
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, signOutPage(languageOf(ctx), form)),
        postLogoutSuccessSource: (ctx) => show(ctx, signedOutPage(languageOf(ctx))),
      },
    },
    interactions: { policy: policyWithoutConsent(), url: (_ctx, interaction) => `/oidc/sign-in/${interaction.uid}` },
    loadExistingGrant: loadFirstPartyGrant,
    extraTokenClaims: (_ctx, token) => (token.kind === 'AccessToken' ? { person_id: token.accountId } : undefined),
    renderError: showError,
  };
}

/** Cookies that only this service reads, signed, and sent along when a client leads the browser here. */
export function cookiesOf(keys: Buffer[]): Configuration['cookies'] {
  const options = { httpOnly: true, sameSite: 'lax', signed: true } as const;
  return {
    names: { session: 'tulga_session', interaction: 'tulga_sign_in', resume: 'tulga_resume' },
    keys: keys.map((key) => key.toString('base64url')),
    long: { ...options, path: '/oidc' },
    short: options,
  };
}

/** Private keys as the provider takes them; the first one signs. */
export function keySet(keys: JWK[]): Configuration['jwks'] {
  return { keys: keys as NonNullable<Configuration['jwks']>['keys'] };
}

function platformResource(audience: string): NonNullable<Configuration['features']>['resourceIndicators'] {
  const platform = {
    scope: '',
    audience,
    accessTokenTTL: lifetimes.AccessToken,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  } as const;
  return {
    enabled: true,
    defaultResource: () => PLATFORM,
    useGrantedResource: () => true,
    getResourceServerInfo: (_ctx, resource) => {
      if (resource !== PLATFORM) throw new errors.InvalidTarget();
      return platform;
    },
  };
}

/** Every client is our own, so nobody is asked whether it may act for them. */
function policyWithoutConsent(): interactionPolicy.Prompt[] {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

function languageOf(ctx: KoaContextWithOIDC): Language {
  const wish = ctx.oidc.params?.ui_locales;
  return choose(typeof wish === 'string' ? wish : undefined, ctx.get('accept-language'));
}

function showError(ctx: KoaContextWithOIDC, out: { error: string; error_description?: string }): void {
  const isOver = out.error === 'invalid_request' && ctx.oidc.route === 'resume';
  const language = languageOf(ctx);
  show(ctx, isOver ? expiredPage(language) : refusedPage(language, ctx.status, out.error, out.error_description));
}

function show(ctx: KoaContextWithOIDC, { status, headers, body }: Page): void {
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body;
}
