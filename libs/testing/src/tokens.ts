import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { TempBroker } from './temp-broker.js';
import type { TempDatabase } from './temp-database.js';

/** Whom a token is for, and what is wrong with it where a spec wants something wrong. */
export interface TokenWishes {
  personId?: string;
  clientId?: string;
  issuer?: string;
  audience?: string;
  /** Seconds from now; negative for an expired token. */
  expiresIn?: number;
  /** Signs with a key that the issuer does not publish. */
  forged?: boolean;
}

interface SigningKey {
  privateKey: Parameters<SignJWT['sign']>[0];
  publicJwk: JWK;
}

/** An issuer of access tokens for one spec file: publishes its keys over HTTP as identity does. */
export class TestIdentity {
  readonly audience = 'tulga';

  private constructor(
    private readonly server: Server,
    private readonly key: SigningKey,
    private readonly strangersKey: SigningKey,
  ) {}

  static async start(): Promise<TestIdentity> {
    const [key, strangersKey] = await Promise.all([newKey('test'), newKey('test')]);
    const server = createServer((request, response) => void identity.answer(request, response));
    const identity = new TestIdentity(server, key, strangersKey);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return identity;
  }

  get issuer(): string {
    return `${this.origin}/oidc`;
  }

  get jwksUrl(): string {
    return `${this.origin}/oidc/jwks`;
  }

  private get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async token(wishes: TokenWishes): Promise<string> {
    const { personId, clientId, issuer = this.issuer, audience = this.audience, expiresIn = 3600 } = wishes;
    const claims = personId ? { person_id: personId, client_id: 'tulga-gateway' } : { client_id: clientId };
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'at+jwt' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(personId ?? clientId ?? randomUUID())
      .setIssuedAt(now + Math.min(expiresIn, 0))
      .setExpirationTime(now + expiresIn)
      .sign((wishes.forged ? this.strangersKey : this.key).privateKey);
  }

  /** Headers of a request by this person or client. */
  async headers(wishes: TokenWishes): Promise<{ authorization: string }> {
    return { authorization: `Bearer ${await this.token(wishes)}` };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Keys, and client credentials for services. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/oidc/jwks') return void response.end(JSON.stringify({ keys: [this.key.publicJwk] }));
    const [, credentials] = /^Basic (.+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (request.url !== '/oidc/token' || !credentials) return void response.writeHead(404).end('{}');
    const [clientId] = Buffer.from(credentials, 'base64').toString().split(':');
    response.end(JSON.stringify({ access_token: await this.token({ clientId }), expires_in: 3600 }));
  }
}

/** What a service in a spec is told by its environment: `createService(programsService, testEnv({ … }))`. */
export function testEnv(parts: {
  service: string;
  identity: TestIdentity;
  database?: TempDatabase;
  broker?: TempBroker;
  serviceUrls?: Record<string, string>;
  /** Further variables, or others. */
  extra?: Record<string, string>;
}): Record<string, string> {
  const { service, identity, database, broker, serviceUrls = {}, extra = {} } = parts;
  const user = broker?.users[service];
  return {
    SERVICE_NAME: service,
    PORT: '0',
    ...(database ? { DATABASE_URL: database.url } : {}),
    NATS_URL: broker?.url ?? 'nats://127.0.0.1:1',
    NATS_USER: user?.user ?? service,
    NATS_PASSWORD: user?.password ?? service,
    OIDC_ISSUER: identity.issuer,
    OIDC_JWKS_URL: identity.jwksUrl,
    OIDC_AUDIENCE: identity.audience,
    PUBLIC_ORIGIN: 'http://localhost:8080',
    SECRET_KEY: TEST_KEY,
    DEMO: 'true',
    LOG_LEVEL: 'silent',
    SERVICE_URLS: JSON.stringify(serviceUrls),
    SERVICE_CLIENT_SECRET: 'secret',
    FILES_DIR: join(tmpdir(), `tulga-files-${process.pid}`),
    ...extra,
  };
}

// One per process, so that a service that is made twice in a spec reads its own secrets again.
const TEST_KEY = randomBytes(32).toString('base64');

async function newKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}
