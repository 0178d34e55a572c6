import { waitFor } from '@app/testing';
import { type RunningLibrary, startLibrary } from './library.running.js';

let library: RunningLibrary;

beforeAll(async () => {
  library = await startLibrary();
});

afterAll(() => library?.stop());

const scrape = () => library.app.inject({ url: '/metrics' });
const line = async (name: string) => (await scrape()).body.split('\n').find((text) => text.startsWith(`${name}{`));

describe('GET /metrics', () => {
  it('is for Prometheus, without a sign-in', async () => {
    const answer = await scrape();

    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(answer.body).toContain('process_cpu_seconds_total{service="library"}');
  });

  it('says what waits and what failed', async () => {
    await library.admin.query(
      `INSERT INTO outbox (kind, contract, entity_id, added_at) VALUES ('state', 'library.nothing.v1', 'x', now() - interval '90 s')`,
    );
    await library.admin.query(
      `INSERT INTO dead_letters (id, event_id, kind, event, code, reason)
       VALUES (gen_random_uuid(), 'EVENTS:1', 'fact', '"?"', 'envelope-broken', 'It is no JSON')`,
    );

    expect(await line('tulga_outbox_events')).toBe('tulga_outbox_events{service="library"} 1');
    expect(Number((await line('tulga_outbox_oldest_seconds'))?.split(' ')[1])).toBeGreaterThanOrEqual(90);
    expect(await line('tulga_dead_letters')).toBe('tulga_dead_letters{service="library"} 1');
    expect(await line('tulga_doubles')).toBe('tulga_doubles{service="library"} 0');
    expect(await line('tulga_parked_events')).toContain('reason="gap"');
    expect(await line('tulga_consumer_pending_events')).toContain('stream="STATE"');
    await waitFor(async () => (await line('tulga_relay_leader')) === 'tulga_relay_leader{service="library"} 1');
  });

  it('goes on without a broker, and leaves out what only that knows', async () => {
    await library.broker.stopServer();

    await waitFor(async () => (await line('tulga_broker_connected'))?.endsWith(' 0'));
    expect((await scrape()).statusCode).toBe(200);
    expect(await line('tulga_consumer_pending_events')).toBeUndefined();
    expect(await line('tulga_database_up')).toBe('tulga_database_up{service="library"} 1');
    await library.broker.start();
    await waitFor(async () => (await line('tulga_broker_connected'))?.endsWith(' 1'));
  });

  it('goes on without the database, and shows no figure that nobody has counted', async () => {
    await library.database.dataSource.destroy();
    const admin = library.database.name;
    await library.admin.query(`ALTER DATABASE ${admin} CONNECTION LIMIT 0`);
    await library.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
      [admin],
    );

    await waitFor(async () => (await line('tulga_database_up'))?.endsWith(' 0'));
    expect(await line('tulga_outbox_events')).toBeUndefined();
    await library.admin.query(`ALTER DATABASE ${admin} CONNECTION LIMIT -1`);
  });

  it('is no part of the described interface', async () => {
    expect((await library.app.inject({ url: '/openapi.json' })).json().paths).not.toHaveProperty('/metrics');
  });
});
