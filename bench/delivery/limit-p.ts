import { join } from 'node:path';
import { findPgbench, pgbench } from '../measure/pgbench.ts';
import { benchDir } from '../measure/servers.ts';
import type { Statement } from '../measure/statements.ts';
import { waitUntil } from '../measure/wait.ts';
import { makeTables, runOnce } from '../peers/shop.ts';
import type { Settings } from './contestant.ts';
import { entrants, OURS, type Entrant } from './entrants.ts';
import { MESSAGE_BYTES, noteFor } from './event.ts';
import type { Scene, Stage } from './stage.ts';
import type { Throughput } from './throughput.ts';
import { unitOf, type UnitScripts } from './unit.ts';

/**
 * P: PostgreSQL alone does all the SQL of one unit of ours, both services' at once, each with as many clients as commit
 * in the bench. The SQL is taken from the services themselves, so it is theirs whatever becomes of them.
 */
export function measureUnit(stage: Stage, { clients }: Entrant, events: number): Promise<Throughput> {
  const ours = entrants.find(({ name }) => name === OURS)!;
  return stage.set(ours, async (scene) => {
    const scripts = await observedUnit(scene);
    // Or the relay would publish what pgbench writes.
    await scene.end();
    return bothAtOnce(scene.settings, scripts, clients, events);
  });
}

/** The least that could be said to be the same work: an order and a message there, a mark and a delivery here. */
export function measureFloor(stage: Stage, entrant: Entrant, events: number): Promise<Throughput> {
  return stage.set(entrant, async ({ settings }) => {
    await makeTables(settings.producerUrl, settings.consumerUrl);
    await runOnce(settings.producerUrl, 'CREATE TABLE messages (id uuid PRIMARY KEY, message text NOT NULL)');
    return bothAtOnce(settings, FLOOR_SCRIPTS, entrant.clients, events);
  });
}

const NUMBERED = '\\set k :k + 1\n\\set n :client_id * 1000000000 + :k\n';
const ID = `lpad(to_hex(:n::bigint), 32, '0')::uuid`;
const FLOOR_SCRIPTS: UnitScripts = {
  producer: `${NUMBERED}BEGIN;
    INSERT INTO orders VALUES (${ID}, 1);
    INSERT INTO messages VALUES (${ID}, '${'x'.repeat(MESSAGE_BYTES)}');
    COMMIT;`,
  consumer: `${NUMBERED}WITH fresh AS (INSERT INTO inbox VALUES (${ID}) ON CONFLICT DO NOTHING RETURNING event_id)
    INSERT INTO deliveries SELECT event_id, 1 FROM fresh;`,
};

async function bothAtOnce(
  { producerUrl, consumerUrl }: Settings,
  scripts: UnitScripts,
  clients: number,
  transactions: number,
): Promise<Throughput> {
  const program = findPgbench();
  if (!program) throw new Error('there is no pgbench on this machine (Debian: postgresql)');
  const rates = await Promise.all([
    pgbench(program, { url: producerUrl, script: scripts.producer, file: fileOf('producer'), clients, transactions }),
    pgbench(program, { url: consumerUrl, script: scripts.consumer, file: fileOf('consumer'), clients, transactions }),
  ]);
  return { perSecond: Math.min(...rates), sustained: true };
}

async function observedUnit(scene: Scene): Promise<UnitScripts> {
  const [producer, consumer] = [await scene.producer({ capture: true }), await scene.consumer({ capture: true })];
  await producer.call('flood', { events: 1, clients: 1, capMs: 10_000, note: noteFor('wrapped') });
  const handled = await waitUntil(async () => (await consumer.call<{ count: number }>('handled')).count === 1, 10_000);
  if (!handled) throw new Error('the one event whose SQL was to be seen was not handled');
  return unitOf({
    producer: await producer.call<Statement[][]>('statements'),
    consumer: await consumer.call<Statement[][]>('statements'),
  });
}

function fileOf(side: string): string {
  return join(benchDir, `${side}.sql`);
}
