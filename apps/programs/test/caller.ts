import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Bodies of answers: specs look at parts of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** An answer of the service. */
export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: Json;
}

type Headers = Record<string, string>;

/** Somebody with an access token who speaks HTTP with the service. */
export class Caller {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly headers: Headers,
  ) {}

  get(url: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', url, undefined, headers);
  }

  post(url: string, body: Json = {}, headers: Headers = {}): Promise<Answer> {
    return this.send('POST', url, body, headers);
  }

  put(url: string, body: Json, headers: Headers = {}): Promise<Answer> {
    return this.send('PUT', url, body, headers);
  }

  /** A POST that must succeed. */
  async make(url: string, body: Json = {}, headers: Headers = {}): Promise<Json> {
    const answer = await this.post(url, body, headers);
    if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async send(method: 'GET' | 'POST' | 'PUT', url: string, payload: Json, extra: Headers): Promise<Answer> {
    const headers = { ...this.headers, ...extra };
    const answer = await this.app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body ? answer.json() : null };
  }
}

/** The header of a change to this version. */
export function ifMatch(version: number): Headers {
  return { 'if-match': `"v${version}"` };
}

/** How an act was refused. */
export function refusal({ status, body }: Answer): [status: number, code: string] {
  return [status, body.code];
}

/** What a refusal points to in the body. */
export function pointersOf({ body }: Answer): string[] {
  return body.errors.map(({ pointer }: Json) => pointer);
}
