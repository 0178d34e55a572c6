import { findingsOf, worstFirst, type Figures, type ServiceHealth } from './findings.ts';
import type { OperationsClient } from './operations-client.ts';
import type { Outcome } from './outcome.ts';
import { latestReads } from './owner-reads.ts';
import { duration, textTable, type Cell } from './text-table.ts';

/** All services at once, what is wrong first. */
export async function status(client: OperationsClient, service: string | undefined): Promise<Outcome> {
  const services = await Promise.all(client.chosen(service).map((name) => look(client, name)));
  const findings = worstFirst(services.flatMap((health) => findingsOf(health, Date.now())));
  const text = [
    findings.length ? findings.map((line) => `✗ ${line}`).join('\n') : 'All is well.',
    textTable(HEADINGS, services.map(rowOf)),
  ];
  return { text: text.join('\n\n'), json: { findings, services }, isFine: findings.length === 0 };
}

async function look(client: OperationsClient, name: string): Promise<ServiceHealth> {
  const health: ServiceHealth = { name, lacks: null, figures: null, reads: [], error: null };
  try {
    health.lacks = await client.lacks(name);
    health.figures = await client.get<Figures>(name, '/v1/operations/status');
    health.reads = await latestReads(client, name);
  } catch (error) {
    health.error = (error as Error).message.replace(`${name} `, '');
  }
  return health;
}

const HEADINGS = [
  'service',
  'ready',
  'outbox',
  'oldest',
  'lag',
  'redelivered',
  'parked',
  'dead letters',
  'doubles',
  'reads',
] as const;

function rowOf({ name, lacks, figures, reads, error }: ServiceHealth): Cell[] {
  const ready = error ? 'no answer' : lacks === null ? null : lacks.length ? 'no' : 'yes';
  if (!figures) return [name, ready, ...HEADINGS.slice(2).map(() => null)];
  const known = (count: number): number | null => (count < 0 ? null : count);
  return [
    name,
    ready,
    figures.outbox,
    figures.outbox ? duration(figures.outboxOldestMs) : null,
    known(figures.pending),
    known(figures.redelivered),
    figures.parked,
    figures.deadLetters,
    figures.doubles,
    reads.filter(({ state }) => state === 'open').length,
  ];
}
