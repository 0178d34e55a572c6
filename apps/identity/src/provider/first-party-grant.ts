import type { Configuration } from 'oidc-provider';

type LoadGrant = NonNullable<Configuration['loadExistingGrant']>;

/** The grant under which a person's tokens are issued. Our own clients get what they ask for. */
export const loadFirstPartyGrant: LoadGrant = async (ctx) => {
  const { client, session, provider, params } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const scope = typeof params?.scope === 'string' ? params.scope : 'openid';

  const grantId = session.grantIdFor(client.clientId);
  const known = grantId ? await provider.Grant.find(grantId) : undefined;
  const grant = known ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  if (known?.getOIDCScopeFiltered(new Set(scope.split(' '))) === scope) return known;

  grant.addOIDCScope(scope);
  await grant.save();
  return grant;
};
