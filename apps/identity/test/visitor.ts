import { createHash } from 'node:crypto';

const verifier = 'a-verifier-that-is-long-enough-for-the-standard-000';

/** What a client asks the authorization endpoint for. */
export const question = {
  client_id: 'tulga-docs',
  redirect_uri: 'http://127.0.0.1/callback',
  response_type: 'code',
  scope: 'openid profile',
  state: 'a-state',
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
};

export interface Answer {
  status: number;
  headers: Headers;
  location: URL | null;
  body: string;
}

/** A browser that shows each redirect instead of following it. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  /** `headers` go along with every request, such as those of the gateway. */
  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  async get(address: string | URL): Promise<Answer> {
    return this.send(address, {});
  }

  async post(address: string | URL, form: Record<string, string>): Promise<Answer> {
    return this.send(address, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Begins to sign in: the address of the page. */
  async begin(changes: Record<string, string> = {}): Promise<string> {
    const { location, status, body } = await this.get(`/oidc/auth?${new URLSearchParams({ ...question, ...changes })}`);
    if (!location) throw new Error(`${status} ${body}`);
    return `${location.pathname}${location.search}`;
  }

  /** Signs in as this demo person: the address that the code is sent to. */
  async signIn(personId: string, changes: Record<string, string> = {}): Promise<URL> {
    const { location: resume } = await this.post(await this.begin(changes), { personId });
    const { location } = await this.get(resume!);
    return location!;
  }

  async exchange(code: string, changes: Record<string, string> = {}): Promise<Answer> {
    const { client_id, redirect_uri } = question;
    return this.post('/oidc/token', {
      grant_type: 'authorization_code',
      client_id,
      redirect_uri,
      code,
      code_verifier: verifier,
      ...changes,
    });
  }

  private async send(address: string | URL, init: RequestInit): Promise<Answer> {
    const { pathname, search } = new URL(address, this.url);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${this.url}${pathname}${search}`, {
      ...init,
      redirect: 'manual',
      headers: { ...this.headers, cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) this.cookies.set(name!, value);
      else this.cookies.delete(name!);
    }
    const location = response.headers.get('location');
    return {
      status: response.status,
      headers: response.headers,
      location: location ? new URL(location, this.url) : null,
      body: await response.text(),
    };
  }
}
