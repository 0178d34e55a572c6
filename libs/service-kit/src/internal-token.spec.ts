import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from '@app/testing';
import { InternalToken } from './internal-token.js';
import type { ServiceConfig } from './service.config.js';

let server: Server;
let requests: string[];
let expiresIn: number;
let status: number;
const realNow = Date.now;

beforeEach(async () => {
  [requests, expiresIn, status] = [[], 3600, 200];
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(status).end(JSON.stringify({ access_token: `token-${requests.length}`, expires_in: expiresIn }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  Date.now = realNow;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const tokenOfPrograms = () => {
  const oidcJwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oidc/jwks`;
  return new InternalToken({ serviceName: 'programs', serviceClientSecret: 's:1', oidcJwksUrl } as ServiceConfig);
};

describe("the service's own token", () => {
  it('is asked for once, beside the keys, with client credentials', async () => {
    const token = tokenOfPrograms();

    expect(await Promise.all([token.get(), token.get()])).toEqual(['token-1', 'token-1']);
    expect(await token.get()).toBe('token-1');
    const credentials = Buffer.from('service-programs:s%3A1').toString('base64');
    expect(requests).toEqual([`POST /oidc/token Basic ${credentials}`]);
  });

  it('is renewed before it expires', async () => {
    expiresIn = 61;
    const token = tokenOfPrograms();
    await token.get();

    await new Promise((resolve) => setTimeout(resolve, 1100));

    expect(await token.get()).toBe('token-2');
  });

  it('is renewed before it expires, though the clock is set back meanwhile', async () => {
    expiresIn = 61;
    const token = tokenOfPrograms();
    await token.get();

    Date.now = () => realNow() - 3_600_000;

    await waitFor(async () => (await token.get()) === 'token-2');
  });

  it('is asked for again after a failure', async () => {
    const token = tokenOfPrograms();
    status = 503;
    await expect(token.get()).rejects.toThrow('503');

    status = 200;

    expect(await token.get()).toBe('token-2');
  });
});
