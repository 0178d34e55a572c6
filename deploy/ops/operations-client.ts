import type { InstallationAccess } from './installation-access.ts';
import { Explained, Misuse, Refusal } from './outcome.ts';

const TIMEOUT_MS = 10_000;
/** Handling a dead letter again takes as long as its handler does. */
const ACT_TIMEOUT_MS = 60_000;

interface Problem {
  title?: string;
  detail?: string;
  code?: string;
}

/** A service gave no answer that could be used; whether it has done what it was asked to is not known. */
export class NoAnswer extends Explained {}

/** Speaks with the services as the operators' client. */
export class OperationsClient {
  readonly #access: InstallationAccess;
  #token: Promise<string> | undefined;

  constructor(access: InstallationAccess) {
    this.#access = access;
  }

  get services(): string[] {
    return Object.keys(this.#access.services).sort();
  }

  /** The services that a command is about: the one named, or all. */
  chosen(name: string | undefined): string[] {
    if (name === undefined) return this.services;
    this.#urlOf(name);
    return [name];
  }

  async get<T>(service: string, path: string): Promise<T> {
    return this.#ask<T>(service, path, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  }

  async post<T>(service: string, path: string, body: object = {}): Promise<T> {
    return this.#ask<T>(service, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ACT_TIMEOUT_MS),
    });
  }

  /** Names of what a service lacks to be ready. Null: only the services' own addresses tell. */
  async lacks(service: string): Promise<string[] | null> {
    if (!this.#access.isInside) return null;
    const url = `${this.#urlOf(service)}/health/ready`;
    const answer = await reach(service, url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const { checks = {} } = await bodyOf<{ checks?: Record<string, boolean> }>(service, answer);
    return Object.keys(checks).filter((name) => !checks[name]);
  }

  async #ask<T>(service: string, path: string, init: RequestInit): Promise<T> {
    const url = `${this.#urlOf(service)}${path}`;
    const headers = { ...init.headers, authorization: `Bearer ${await this.#signedIn()}`, 'accept-language': 'en' };
    const answer = await reach(service, url, { ...init, headers });
    if (answer.ok) return bodyOf<T>(service, answer);
    // Whoever asks for long outlives a token.
    if (answer.status === 401) this.#token = undefined;
    const { title, detail, code } = (await answer.json().catch(() => ({}))) as Problem;
    throw new Refusal(`${service} refuses (${answer.status} ${code ?? ''}): ${detail ?? title ?? 'no reason given'}`);
  }

  /** Once for all that ask at a time, and anew when that has failed. */
  #signedIn(): Promise<string> {
    this.#token ??= this.#signIn().catch((error: Error) => {
      this.#token = undefined;
      throw error;
    });
    return this.#token;
  }

  async #signIn(): Promise<string> {
    const { signIn } = this.#access;
    if ('token' in signIn) return signIn.token;
    const credentials = [signIn.clientId, signIn.clientSecret].map(encodeURIComponent).join(':');
    const answer = await reach('identity', signIn.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!answer.ok) throw new Refusal(`The client ${signIn.clientId} gets no token: ${answer.status}`);
    return (await bodyOf<{ access_token: string }>('identity', answer)).access_token;
  }

  #urlOf(service: string): string {
    const url = this.#access.services[service];
    if (!url) throw new Misuse(`There is no service ${service}; there are ${this.services.join(', ')}`);
    return url;
  }
}

async function reach(service: string, url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    throw noAnswer(service, error as Error);
  }
}

async function bodyOf<T>(service: string, answer: Response): Promise<T> {
  try {
    return (await answer.json()) as T;
  } catch (error) {
    throw noAnswer(service, error as Error);
  }
}

function noAnswer(service: string, { message, cause }: Error): NoAnswer {
  return new NoAnswer(`${service} does not answer: ${(cause as Error | undefined)?.message || message}`);
}
