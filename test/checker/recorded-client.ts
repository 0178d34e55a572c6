import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Refused, type Request } from '../../demo/client.ts';
import { signIn } from '../../demo/sign-in.ts';
import type { History, Operation, Outcome } from './history.ts';
import { now } from './real-time.ts';

/** Longer than the longest pause of a process, with its restart; then the operation stays unknown. */
const PATIENCE_MS = 180_000;
const ATTEMPT_MS = 12_000;

/** Refusals that a replica that is some seconds behind gives: the same request is right a moment later. */
const EARLY = new Set([
  'right-missing',
  'not-known-yet',
  'rights-not-fresh',
  'session-not-held',
  'nomination-window-not-open',
  'task-not-found',
]);

interface Attempt {
  outcome: Outcome;
  status: number;
  code?: string;
  body: any;
}

/** The platform did not say within the patience whether the operation was done. */
export class GaveUp extends Error {}

/** The public HTTP API as one program's people use it: every write is recorded, and repeated under its key until it is known. */
export class RecordedClient extends Client {
  private readonly program: string;
  private readonly history: History;
  private readonly signedIn = new Map<string, Promise<string>>();

  constructor(gatewayUrl: string, program: string, history: History) {
    super(gatewayUrl, program);
    this.program = program;
    this.history = history;
  }

  override async as<T = Record<string, any>>(personId: string, path: string, request: Request = {}): Promise<T> {
    return this.untilKnown<T>(this.begin(personId, path, request, 'ok'), request);
  }

  /** Asks for what the rules forbid. The refusal with `code` is right; that it was done the judgment will tell. */
  async forbidden(personId: string, path: string, request: Request, code: string): Promise<void> {
    try {
      await this.untilKnown(this.begin(personId, path, request, 'fail'), request);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== code) throw error;
    }
  }

  /** Sends a write once, stops waiting after `patienceMs`, and never asks what became of it. */
  async once(personId: string, path: string, request: Request, patienceMs: number): Promise<void> {
    const operation = this.begin(personId, path, request, 'either');
    const attempt = await this.try(operation, request, patienceMs);
    this.history.attempted(operation, attempt.outcome, attempt.status, attempt.code);
    if (attempt.outcome === 'ok') this.done(operation, attempt.body);
    else this.history.complete(operation, attempt.outcome);
  }

  private begin(actor: string, path: string, request: Request, expected: Operation['expected']): Operation {
    const { method = 'GET' } = request;
    const key = this.keyFor(actor, path, request);
    return this.history.invoke({ program: this.program, actor, method, path, key, expected });
  }

  private async untilKnown<T>(operation: Operation, request: Request): Promise<T> {
    const { actor, method, path } = operation;
    let isUnclear = false;
    for (const deadline = now() + PATIENCE_MS; ; await pause(Math.min(100 * 1.5 ** operation.attempts, 1500))) {
      const attempt = await this.try(operation, request, ATTEMPT_MS);
      this.history.attempted(operation, attempt.outcome, attempt.status, attempt.code);
      if (attempt.outcome === 'ok') return this.done(operation, attempt.body);
      isUnclear ||= attempt.outcome === 'unknown';
      const isFinal = attempt.outcome === 'fail' && !EARLY.has(attempt.code ?? '') && attempt.status !== 401;
      if (attempt.status === 401) this.signedIn.delete(actor);
      if (!isFinal && now() < deadline) continue;
      // An earlier attempt may still be carried out after this one was refused.
      this.history.complete(operation, isUnclear ? 'unknown' : 'fail');
      if (isFinal) throw new Refused(`${method} ${path}`, attempt.status, attempt.body);
      throw new GaveUp(`${method} ${path} was not answered: ${attempt.status} ${attempt.code ?? ''}`);
    }
  }

  private done<T>(operation: Operation, body: any): T {
    const { id, version } = body ?? {};
    this.history.complete(operation, 'ok', { id, version });
    return body as T;
  }

  private async try({ actor, path, key }: Operation, request: Request, patienceMs: number): Promise<Attempt> {
    try {
      const headers: Record<string, string> = {
        authorization: `Bearer ${await this.tokenOf(actor)}`,
        accept: request.accept ?? 'application/json',
      };
      if (request.body !== undefined) headers['content-type'] = 'application/json';
      if (request.ifMatch !== undefined) headers['if-match'] = `"v${request.ifMatch}"`;
      if (request.method === 'POST') headers['idempotency-key'] = key;
      const answer = await fetch(this.gatewayUrl + path, {
        ...{ method: request.method ?? 'GET', headers },
        body: request.body === undefined ? undefined : JSON.stringify(request.body),
        signal: AbortSignal.timeout(patienceMs),
      });
      return judge(answer.status, await answer.text());
    } catch (error) {
      return { outcome: 'unknown', status: 0, code: (error as Error).name, body: undefined };
    }
  }

  private tokenOf(personId: string): Promise<string> {
    let token = this.signedIn.get(personId);
    if (!token) {
      token = signIn(this.gatewayUrl, personId).then(({ accessToken }) => accessToken);
      this.signedIn.set(personId, token);
      token.catch(() => this.signedIn.delete(personId));
    }
    return token;
  }

  private keyFor(personId: string, path: string, { step, body }: Request): string {
    const what = step ?? JSON.stringify(body ?? null);
    return createHash('sha256').update([this.program, personId, path, what].join('\n')).digest('hex');
  }
}

function judge(status: number, text: string): Attempt {
  let body: any;
  try {
    body = text ? JSON.parse(text) : undefined;
  } catch {
    body = { detail: text.slice(0, 300) };
  }
  const code = typeof body?.code === 'string' ? body.code : undefined;
  if (status < 400) return { outcome: 'ok', status, body };
  const isRefused = (status < 500 && status !== 429) || EARLY.has(code ?? '');
  return { outcome: isRefused ? 'fail' : 'unknown', status, code, body: body ?? {} };
}
