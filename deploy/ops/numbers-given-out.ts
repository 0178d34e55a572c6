import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';

/** The greatest serial by prefix and year, such as `NUGSE-2026`. */
type Serials = Map<string, number>;

/** After it no number and no bit of a status list is given out again: each issuer begins another list. */
export function statementsFor(serials: Serials): string {
  const rows = [...serials].map(([series, last]) => {
    const [prefix, year] = series.split('-');
    return `  ('${prefix}', ${year}, ${last})`;
  });
  const counters = [
    'INSERT INTO registry_counters AS known (prefix, year, last) VALUES',
    rows.join(',\n'),
    'ON CONFLICT (prefix, year) DO UPDATE SET last = greatest(known.last, excluded.last);',
  ];
  const lists = `UPDATE status_lists SET used = 131072 WHERE purpose = 'revocation';`;
  return ['BEGIN;', lists, ...(rows.length ? counters : []), 'COMMIT;'].join('\n');
}

/** Reads all that the stream still has of certification's facts; those that are about a document name its number. */
export async function serialsInStream(connection: NatsConnection): Promise<Serials> {
  const serials: Serials = new Map();
  const consumer = await jetstream(connection).consumers.get('EVENTS', { filter_subjects: 'evt.certification.>' });
  if ((await consumer.info()).num_pending === 0) return serials;
  for await (const message of await consumer.consume()) {
    const { data } = message.json<{ data?: { registrationNumber?: string } | null }>();
    const [, series, serial] = /^([A-Z]+-\d{4})-(\d{6})$/.exec(data?.registrationNumber ?? '') ?? [];
    if (series) serials.set(series, Math.max(Number(serial), serials.get(series) ?? 0));
    if (message.info.pending === 0) break;
  }
  return serials;
}

/** Prints, for the restored database of certification, what its registry must not give out again. */
async function main({ NATS_URL, NATS_USER = 'admin', NATS_PASSWORD }: NodeJS.ProcessEnv): Promise<void> {
  if (!NATS_URL || !NATS_PASSWORD) {
    throw new Error('NATS_URL and NATS_PASSWORD (of the administrator, NATS_USER) are needed');
  }
  const connection = await connect({ servers: NATS_URL.split(','), user: NATS_USER, pass: NATS_PASSWORD });
  try {
    process.stdout.write(`${statementsFor(await serialsInStream(connection))}\n`);
  } finally {
    await connection.close();
  }
}

if (import.meta.main) {
  await main(process.env).catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
