import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Proof that a person signed in, for `Authorization: Bearer`. */
export interface SignedIn {
  accessToken: string;
  expiresAt: Date;
}

const client = { client_id: 'tulga-docs', redirect_uri: 'http://127.0.0.1/callback' };
const patienceMs = 60_000;
const requestMs = 10_000;

/** Something in between is not ready: from the start again. */
class TryAgain extends Error {}

/**
 * Signs a demo person in as a browser would: authorization code with PKCE, through the gateway. A platform that is just
 * starting, or has not heard of the person yet, is waited for.
 */
export async function signIn(gatewayUrl: string, personId: string): Promise<SignedIn> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2000)) {
    try {
      return await attempt(gatewayUrl, personId);
    } catch (error) {
      if (!isWorthAnotherTry(error) || Date.now() + pauseMs > deadline) {
        throw new Error(`${personId} could not sign in: ${(error as Error).message}`, { cause: error });
      }
      await sleep(pauseMs * (0.75 + Math.random() / 2));
    }
  }
}

async function attempt(gatewayUrl: string, personId: string): Promise<SignedIn> {
  const browser = new Browser(gatewayUrl);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const question = new URLSearchParams({
    ...client,
    response_type: 'code',
    scope: 'openid',
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });

  const form = await browser.redirectOf(`/oidc/auth?${question}`);
  const resume = await browser.redirectOf(form, new URLSearchParams({ personId }));
  const callback = new URL(await browser.redirectOf(resume));

  const code = callback.searchParams.get('code');
  if (!code) throw new Error(callback.searchParams.get('error_description') ?? `no code came back: ${callback.href}`);
  if (callback.searchParams.get('state') !== state) throw new Error('the answer belongs to another sign-in');
  return browser.exchange(code, verifier);
}

/** As much of a browser as signing in takes: it keeps cookies, and does not follow redirects by itself. */
class Browser {
  readonly #gatewayUrl: string;
  readonly #cookies = new Map<string, string>();

  constructor(gatewayUrl: string) {
    this.#gatewayUrl = gatewayUrl;
  }

  /** Asks, or posts a form, and tells where the answer leads. */
  async redirectOf(address: string, form?: URLSearchParams): Promise<string> {
    const response = await this.#send(address, form);
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (!location) throw new Error(`${new URL(response.url).pathname} answered ${response.status} and leads nowhere`);
    return location;
  }

  async exchange(code: string, verifier: string): Promise<SignedIn> {
    const form = { ...client, grant_type: 'authorization_code', code, code_verifier: verifier };
    const response = await this.#send('/oidc/token', new URLSearchParams(form));
    const answer = (await response.json()) as {
      access_token?: string;
      expires_in?: number;
      error_description?: string;
    };
    if (!answer.access_token) throw new Error(answer.error_description ?? `no token, status ${response.status}`);
    return { accessToken: answer.access_token, expiresAt: new Date(Date.now() + (answer.expires_in ?? 0) * 1000) };
  }

  async #send(address: string, form?: URLSearchParams): Promise<Response> {
    const response = await fetch(this.#here(address), {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      signal: AbortSignal.timeout(requestMs),
    });
    if ([429, 502, 503, 504].includes(response.status)) {
      await response.body?.cancel();
      throw new TryAgain(`${new URL(response.url).pathname} answered ${response.status}`);
    }
    this.#remember(response.headers.getSetCookie());
    return response;
  }

  /** Redirects name the address that the platform sees; we stay at the one that we were given. */
  #here(address: string): URL {
    const { pathname, search } = new URL(address, this.#gatewayUrl);
    return new URL(`${pathname}${search}`, this.#gatewayUrl);
  }

  #remember(lines: string[]): void {
    for (const line of lines) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined) continue;
      if (value && !/expires=Thu, 01 Jan 1970/i.test(line)) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
  }
}

/** A service that is not there yet, a connection that failed, or a time that ran out. */
function isWorthAnotherTry(error: unknown): boolean {
  const { name, message } = error as Error;
  return error instanceof TryAgain || name === 'TimeoutError' || message === 'fetch failed' || message === 'terminated';
}
