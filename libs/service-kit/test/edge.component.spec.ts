import { randomUUID } from 'node:crypto';
import { testEnv, TestIdentity } from '@app/testing';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Actor, createService, CurrentActor, Readiness, type ServiceOptions } from '../src/index.js';

@Controller('v1/me')
class MeController {
  @Get()
  who(@CurrentActor() actor: Actor): Actor {
    return actor;
  }
}

@Module({ controllers: [MeController] })
class EdgeModule {}

const edge: ServiceOptions = {
  ...{ name: 'edge', title: 'Edge', module: EdgeModule, database: null },
  ...{ entities: [], migrations: [], states: [], problems: {} },
};

let identity: TestIdentity;
let app: NestFastifyApplication;

beforeAll(async () => {
  identity = await TestIdentity.start();
  app = await createService(edge, testEnv({ service: 'edge', identity }));
});

afterAll(async () => {
  await app?.close();
  await identity?.stop();
});

describe('a process without a database', () => {
  it('knows who signed in, and no rights', async () => {
    const personId = randomUUID();

    const answer = await app.inject({ url: '/v1/me', headers: await identity.headers({ personId }) });

    expect(answer.json()).toEqual({ kind: 'person', personId, grants: [], language: 'en' });
    expect((await app.inject({ url: '/v1/me' })).json().code).toBe('token-missing');
  });

  it('is ready when what it asks for itself is', async () => {
    let isThere = false;
    app.get(Readiness).add(async () => ({ programs: isThere }));
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(503);

    isThere = true;

    const answer = await app.inject({ url: '/health/ready' });
    expect(answer.json()).toEqual({ status: 'ready', checks: { accepting: true, programs: true } });
  });

  it('answers 503 while the keys cannot be read', async () => {
    const extra = { OIDC_JWKS_URL: 'http://127.0.0.1:9/oidc/jwks' };
    const lonely = await createService(edge, testEnv({ service: 'edge', identity, extra }));
    try {
      const headers = await identity.headers({ personId: randomUUID() });

      const answer = await lonely.inject({ url: '/v1/me', headers });

      expect([answer.statusCode, answer.json().code]).toEqual([503, 'identity-unavailable']);
      expect(answer.headers['retry-after']).toBe('1');
    } finally {
      await lonely.close();
    }
  });
});
