import { jest } from '@jest/globals';
import * as library from '@nats-io/jetstream';
import type { FaultyProxy, TempBroker } from '@app/testing';
import type { MessagingOptions } from '../ports.js';
import type { BrokerConnection as Connection } from './broker-connection.js';

/** Comes between the connection and its use. */
let beforeManager: () => void = () => {};
jest.unstable_mockModule('@nats-io/jetstream', () => ({
  ...library,
  jetstreamManager: async (...args: Parameters<typeof library.jetstreamManager>) => {
    beforeManager();
    return library.jetstreamManager(...args);
  },
}));
// Only now, or they would have the library as it is.
const testing = await import('@app/testing');
const { BrokerAway, BrokerConnection } = await import('./broker-connection.js');

let broker: TempBroker;
let road: FaultyProxy;
let connection: Connection | undefined;

beforeAll(async () => {
  broker = await testing.TempBroker.create([{ name: 'shop' }]);
  road = await testing.FaultyProxy.before(broker.url);
});

afterEach(() => connection?.close());

afterAll(async () => {
  await road?.stop();
  await broker?.stop();
});

describe('a connection to the broker', () => {
  it('is not kept when it cannot be used, and another one is made', async () => {
    let attempts = 0;
    beforeManager = () => {
      attempts += 1;
      if (attempts === 1) throw new Error('no use');
    };

    connection = connect();
    await connection.ready();

    expect(attempts).toBe(2);
    await testing.waitFor(() => road.connections === 1);
    await connection.close();
    await testing.waitFor(() => road.connections === 0);
  });

  it('is closed when the service ends while it is being made', async () => {
    beforeManager = () => void connection!.close();

    connection = connect();

    await expect(connection.ready()).rejects.toThrow(BrokerAway);
    await testing.waitFor(() => road.connections === 0);
    expect(connection.isConnected()).toBe(false);
  });
});

function connect(): Connection {
  const { user, password } = broker.users.shop!;
  const nats = { url: road.through(broker.url), user, password };
  return new BrokerConnection({ service: 'shop', nats } as MessagingOptions);
}
