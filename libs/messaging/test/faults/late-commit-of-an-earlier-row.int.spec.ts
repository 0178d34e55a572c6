import { waitFor } from '@app/testing';
import pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { expectConverged } from '../convergence.js';
import type { ServiceProcess } from '../service-process.js';
import { World } from '../world.js';

let world: World;
let shop: ServiceProcess;

beforeAll(async () => {
  world = await World.create();
  [shop] = await Promise.all([world.startProcess('shop'), world.startProcess('store')]);
});

afterAll(() => world?.end());

describe('a transaction that commits after another one that began later', () => {
  it('has its facts published, though the relay has passed their numbers', async () => {
    const [late, early] = [uuidv7(), uuidv7()];
    const gate = await Gate.close();
    const lateOrder = shop.order(late, { count: 2, waitsForGate: gate.number });
    await waitFor(() => gate.isWaitedFor());

    await shop.order(early, { count: 2 });
    await world.waitForSequences(early, [1, 2]);
    expect(await world.seen(late)).toEqual([]);
    await gate.open();
    await lateOrder;

    await world.waitForSequences(late, [1, 2]);
    await expectConverged(world);
    expect(await firstNumber(late)).toBeLessThan(await firstNumber(early));
  });
});

async function firstNumber(id: string): Promise<number> {
  const sql = 'SELECT min(position)::int AS first FROM event_log WHERE aggregate_id = $1';
  return (await world.shopData.dataSource.query(sql, [id]))[0].first;
}

/** A lock that a transaction of the shop waits for after it has recorded its facts. */
class Gate {
  readonly number = 4711;

  private constructor(private readonly client: pg.Client) {}

  static async close(): Promise<Gate> {
    const client = new pg.Client({ connectionString: world.shopData.adminUrl });
    await client.connect();
    const gate = new Gate(client);
    await client.query('SELECT pg_advisory_lock($1)', [gate.number]);
    return gate;
  }

  async isWaitedFor(): Promise<boolean> {
    const sql = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`;
    return (await this.client.query(sql, [this.number])).rowCount === 1;
  }

  async open(): Promise<void> {
    await this.client.end();
  }
}
