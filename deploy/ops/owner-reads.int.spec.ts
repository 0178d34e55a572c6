import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OperationsClient } from './operations-client.ts';
import { rebuild, reconcile, type OwnerRead } from './owner-reads.ts';

/** Answers as a service does that compares what it keeps of one owner; whether and how is up to the test. */
class Answering {
  readonly reads: OwnerRead[] = [];
  /** How often its reads were asked for. */
  asked = 0;
  /** What becomes of a question: it is answered, or the connection is cut. */
  isAway: () => boolean = () => false;
  /** How a read is doing at the moment. */
  progress: () => Partial<OwnerRead> = () => ({ state: 'done', read: 5 });
  readonly #server = createServer((request, response) => this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (request.method === 'GET') this.asked++;
    if (this.isAway()) return void request.socket.destroy();
    if (request.method === 'POST') return this.#begin(response);
    const data = this.reads.map((read) => ({ ...read, ...this.progress() }));
    response.end(JSON.stringify({ data, names: { states: ['shop.customer.v1'], aggregates: [] } }));
  }

  #begin(response: ServerResponse): void {
    const counts = { read: 0, applied: 0, removed: 0 };
    const times = { startedAt: new Date().toISOString(), finishedAt: null };
    const read = { id: randomUUID(), kind: 'compare', name: 'shop.customer.v1', state: 'open' as const, error: null };
    this.reads.push({ ...read, ...counts, ...times });
    response.end(JSON.stringify(this.reads.at(-1)));
  }
}

let store: Answering;
let office: Answering;
let client: OperationsClient;

beforeEach(async () => {
  [store, office] = [new Answering(), new Answering()];
  const services = { away: 'http://127.0.0.1:1', office: await office.start(), store: await store.start() };
  client = new OperationsClient({ services, isInside: true, signIn: { token: 'ey' } });
});

afterEach(() => Promise.all([store.stop(), office.stop()]));

const nothing = (): void => {};

describe('a comparison of all services', () => {
  it('goes on with the others when one is away, and says which', async () => {
    const { isFine, text, json } = await reconcile(client, undefined, nothing);

    expect(isFine).toBe(false);
    expect(text).toMatch(/^✗ away: does not answer: /);
    expect(json).toMatchObject([
      { service: 'office', name: 'shop.customer.v1', state: 'done', read: 5 },
      { service: 'store', name: 'shop.customer.v1', state: 'done', read: 5 },
      { service: 'away', error: expect.stringContaining('does not answer') },
    ]);
  });

  it('ends in a failure when nobody answers', async () => {
    await expect(reconcile(client, 'away', nothing)).rejects.toThrow('away does not answer');
  });

  it('waits for one that gets on while another does not, and says that this one goes on by itself', async () => {
    store.progress = () => ({ state: 'open', error: 'fetch failed' });
    office.progress = () => ({ state: office.asked > 7 ? 'done' : 'open' });

    const { isFine, text, json } = await reconcile(client, undefined, nothing, 2000);

    expect(isFine).toBe(false);
    expect(text).toContain(
      '✗ store: goes on with the compare of shop.customer.v1 by itself, once this is over: fetch failed',
    );
    expect(json).toMatchObject([
      { service: 'office', state: 'done' },
      { service: 'store', state: 'open', error: 'fetch failed' },
      { service: 'away' },
    ]);
  });
});

describe('a read that is followed', () => {
  it('is followed on when the service does not answer for a while', async () => {
    store.isAway = () => store.asked === 1 || store.asked === 2;

    const { isFine, json } = await rebuild(client, 'store', 'shop.customer.v1', nothing);

    expect(store.asked).toBe(3);
    expect({ isFine, json }).toMatchObject({ isFine: true, json: [{ service: 'store', state: 'done', error: null }] });
  });
});
