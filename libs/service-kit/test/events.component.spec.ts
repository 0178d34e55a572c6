import { randomUUID } from 'node:crypto';
import { GrantStateV1 } from '@app/contracts';
import { BrokerConnection } from '@app/messaging';
import { sampleOf, waitFor } from '@app/testing';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { DataSource } from 'typeorm';
import { type RunningLibrary, startLibrary } from './library.running.js';

const personId = randomUUID();
const grantId = randomUUID();

let library: RunningLibrary;
let nc: NatsConnection;

beforeAll(async () => {
  library = await startLibrary();
  nc = await library.broker.connectAs('admin');
});

afterAll(async () => {
  await nc?.close();
  await library?.stop();
});

const publishGrant = (version: number, revokedAt: string | null) => {
  const { organizationId: scopeId } = library;
  const event = sampleOf(
    GrantStateV1,
    {
      ...{ personId, clientId: null, role: 'coordinator', scope: 'organization', scopeId },
      ...{ from: '2020-01-01T00:00:00Z', until: null, revokedAt },
    },
    { subject: grantId, sequence: version },
  );
  nc.publish(GrantStateV1.subject, JSON.stringify(event));
};

const addBook = async () => {
  const headers = await library.identity.headers({ personId });
  return (await library.post({ organizationId: library.organizationId, title: 'Abai' }, headers)).statusCode;
};

describe('a right', () => {
  it('acts as soon as it is given, and no longer once it is revoked', async () => {
    expect(await addBook()).toBe(403);

    publishGrant(1, null);
    await waitFor(async () => (await addBook()) === 201);

    publishGrant(2, '2026-01-01T00:00:00Z');
    await waitFor(async () => (await addBook()) === 403);
  });
});

describe('the clock', () => {
  const offset = async () => (await library.app.inject({ url: '/v1/clock' })).json().offsetMs as number;

  it('moves as the demo says, and back', async () => {
    const clock = await new Kvm(nc).open('clock');

    await clock.put('offset', '-86400000');
    await waitFor(async () => (await offset()) === -86_400_000);

    await clock.put('offset', '0');
    await waitFor(async () => (await offset()) === 0);
  });

  it('moves for nobody outside the demo', async () => {
    const strict = await startLibrary({ DEMO: 'false' });
    const connection = await strict.broker.connectAs('admin');
    try {
      await (await new Kvm(connection).open('clock')).put('offset', '-86400000');
      await new Promise((resolve) => setTimeout(resolve, 300));

      expect((await strict.app.inject({ url: '/v1/clock' })).json().offsetMs).toBe(0);
    } finally {
      await connection.close();
      await strict.stop();
    }
  });
});

describe('without the broker', () => {
  it('a service answers, says that it is not ready, and refuses no read', async () => {
    await library.broker.stopServer();

    await waitFor(async () => (await library.app.inject({ url: '/health/ready' })).statusCode === 503);
    expect((await library.app.inject({ url: '/v1/books', headers: library.headers })).statusCode).toBe(200);
    await library.broker.start();
    await waitFor(async () => (await library.app.inject({ url: '/health/ready' })).statusCode === 200);
  });
});

describe('closing', () => {
  it('ends everything that the service had opened', async () => {
    const other = await startLibrary();
    const dataSource = other.app.get(DataSource);
    const connection = other.app.get(BrokerConnection);

    await other.app.close();

    expect([dataSource.isInitialized, connection.isConnected()]).toEqual([false, false]);
    await other.stop();
  });
});
