import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../problems/problem.js';
import { ProcessConfig } from '../service.config.js';

// Fixed here: a token must not choose how it is checked.
const ALGORITHMS = ['ES256', 'RS256'];
/** How far our clock and the issuer's may differ. */
const CLOCK_TOLERANCE_S = 30;
/**
 * No token is older than this. To know its age is to refuse one that seems to be from the future: a service whose clock is
 * behind would go on taking it after its end.
 */
const MAX_AGE_S = 24 * 60 * 60;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whom an access token names. */
export type TokenHolder = { personId: string } | { clientId: string };

/** Checks access tokens against the issuer's published keys, without asking the issuer about each. */
@Injectable()
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  constructor(private readonly config: ProcessConfig) {
    this.keys = createRemoteJWKSet(new URL(config.oidcJwksUrl), { cacheMaxAge: 600_000, cooldownDuration: 5000 });
  }

  /** The holder of a valid token; 401 for any other token. */
  async verify(token: string): Promise<TokenHolder> {
    return holderOf(await this.payloadOf(token));
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.config.oidcIssuer,
        audience: this.config.oidcAudience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        maxTokenAge: MAX_AGE_S,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      throw isTokensFault(error) ? tokenInvalid() : new Problem(503, 'identity-unavailable', RETRY_SOON);
    }
  }
}

const RETRY_SOON = { headers: { 'Retry-After': '1' } };

/** A token that proves nothing. The reason stays with us. */
export function tokenInvalid(): Problem {
  return new Problem(401, 'token-invalid', { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
}

/** No token came with the request. */
export function tokenMissing(): Problem {
  return new Problem(401, 'token-missing', { headers: { 'WWW-Authenticate': 'Bearer' } });
}

// Everything else is the key server being away or out of order.
function isTokensFault(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return !(
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  );
}

function holderOf(payload: JWTPayload): TokenHolder {
  const { person_id: personId, client_id: clientId, sub } = payload;
  if (typeof personId === 'string' && UUID.test(personId)) return { personId };
  // Tokens of people name the client they signed in through, too: only a token about the client itself is a machine's.
  if (personId === undefined && typeof clientId === 'string' && clientId === sub) return { clientId };
  throw tokenInvalid();
}
