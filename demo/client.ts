import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { signIn } from './sign-in.ts';

/** A refusal of the platform: an RFC 9457 problem document. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Record<string, unknown>;

  constructor(request: string, status: number, problem: Record<string, unknown>) {
    super(`${request} was refused: ${status} ${JSON.stringify(problem)}`);
    this.status = status;
    this.code = typeof problem.code === 'string' ? problem.code : 'unknown';
    this.problem = problem;
  }
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT';
  body?: unknown;
  /** Names the step within the story: the same step always sends the same Idempotency-Key, also after a restart. */
  step?: string;
  ifMatch?: number;
  accept?: string;
}

/** Statuses that say "come back later": a service restarts, or its replica has not caught up. */
const LATER = new Set([429, 502, 503, 504]);
const PATIENCE_MS = 90_000;

/** The public HTTP API, as one person of the story uses it. */
export class Client {
  readonly gatewayUrl: string;
  private readonly story: string;
  private readonly tokens = new Map<string, Promise<{ accessToken: string }>>();

  constructor(gatewayUrl: string, story: string) {
    this.gatewayUrl = gatewayUrl;
    this.story = story;
  }

  /** Sends a request as `personId`, again while the platform asks for patience, and answers the parsed body. */
  async as<T = Record<string, any>>(personId: string, path: string, request: Request = {}): Promise<T> {
    const deadline = Date.now() + PATIENCE_MS;
    for (let attempt = 0; ; attempt++) {
      const answer = await this.attempt(personId, path, request);
      if (answer?.ok) return (await answer.json()) as T;
      const late = Date.now() > deadline;
      if (answer && !LATER.has(answer.status) && (answer.status !== 401 || attempt > 3 || late))
        throw await refusal(answer, path, request);
      if (answer?.status === 401) this.tokens.delete(personId);
      if (late) throw answer ? await refusal(answer, path, request) : new Error(`${path} did not answer for 90 s`);
      await pause(Math.min(100 * 1.5 ** attempt, 1500));
    }
  }

  /** Fetches a public address without signing in. */
  async open(path: string, accept: string): Promise<Response> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await fetch(this.gatewayUrl + path, { headers: { accept } }).catch(() => undefined);
      if (answer && !LATER.has(answer.status)) return answer;
      if (Date.now() > deadline) throw new Error(`${path} did not answer for 90 s`);
      await pause(200);
    }
  }

  private async attempt(personId: string, path: string, request: Request): Promise<Response | undefined> {
    try {
      const { accessToken } = await this.token(personId);
      const headers: Record<string, string> = {
        authorization: `Bearer ${accessToken}`,
        accept: request.accept ?? 'application/json',
        'accept-language': 'en',
      };
      if (request.body !== undefined) headers['content-type'] = 'application/json';
      if (request.ifMatch !== undefined) headers['if-match'] = `"v${request.ifMatch}"`;
      if (request.method === 'POST') headers['idempotency-key'] = this.keyOf(personId, path, request);
      return await fetch(this.gatewayUrl + path, {
        method: request.method ?? 'GET',
        headers,
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
      });
    } catch {
      return undefined; // the connection was refused or cut: the platform may be restarting a process
    }
  }

  private token(personId: string): Promise<{ accessToken: string }> {
    let token = this.tokens.get(personId);
    if (!token) {
      token = signIn(this.gatewayUrl, personId);
      this.tokens.set(personId, token);
      token.catch(() => this.tokens.delete(personId));
    }
    return token;
  }

  private keyOf(personId: string, path: string, request: Request): string {
    const step = request.step ?? JSON.stringify(request.body ?? null);
    return createHash('sha256').update(`${this.story}\n${personId}\n${path}\n${step}`).digest('hex');
  }
}

async function refusal(answer: Response, path: string, request: Request): Promise<Refused> {
  const text = await answer.text();
  let problem: Record<string, unknown> = { detail: text.slice(0, 500) };
  try {
    problem = JSON.parse(text);
  } catch {
    // not JSON: a proxy in between answered
  }
  return new Refused(`${request.method ?? 'GET'} ${path}`, answer.status, problem);
}
