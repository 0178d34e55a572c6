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

type Method = 'GET' | 'POST' | 'PUT';

/** Somebody with an access token who speaks HTTP with the service. */
export class Caller {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly token: string,
  ) {}

  get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', url, undefined, headers);
  }

  post(url: string, body: Json = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('POST', url, body, headers);
  }

  put(url: string, body: Json, version: number): Promise<Answer> {
    return this.send('PUT', url, body, ifMatch(version));
  }

  /** A POST that must succeed. */
  async make(url: string, body: Json = {}, headers: Record<string, string> = {}): Promise<Json> {
    const answer = await this.post(url, body, headers);
    if (answer.status >= 300) throw new Error(`${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async send(method: Method, url: string, body: Json, extra: Record<string, string>): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.token}`, ...extra };
    const response = await this.app.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
    const hasBody = response.body !== '';
    return { status: response.statusCode, headers: response.headers, body: hasBody ? response.json() : null };
  }
}

export function ifMatch(version: number): Record<string, string> {
  return { 'if-match': `"v${version}"` };
}
