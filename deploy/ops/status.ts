import { OperationsClient } from './operations-client.ts';
import type { Outcome } from './outcome.ts';
import { latestReads, type OwnerRead } from './owner-reads.ts';
import { duration, textTable, type Cell } from './text-table.ts';

/** What a service says about its messages. */
export interface Figures {
  outbox: number;
  outboxOldestMs: number;
  parked: number;
  deadLetters: number;
  pending: number;
  redelivered: number;
  doubles: number;
  caughtUpAt: string | null;
}

/** A service as operators see it. Without figures it does not answer them. */
export interface ServiceHealth {
  name: string;
  lacks: string[] | null;
  figures: Figures | null;
  reads: OwnerRead[];
  error: string | null;
}

const OUTBOX_MS = 30_000;
const RIGHTS_MS = 60_000;
/** Owners that start later than who reads them are no trouble. */
const READ_MS = 60_000;

/** All services at once, what is wrong first. */
export async function status(client: OperationsClient, service: string | undefined): Promise<Outcome> {
  const services = await Promise.all(client.chosen(service).map((name) => look(client, name)));
  const findings = services.flatMap((health) => findingsOf(health, Date.now()));
  const text = [
    findings.length ? findings.map((line) => `✗ ${line}`).join('\n') : 'All is well.',
    textTable(HEADINGS, services.map(rowOf)),
  ];
  return { text: text.join('\n\n'), json: { findings, services }, isFine: findings.length === 0 };
}

/** What is wrong with a service, each with what to do about it, the worst first. */
export function findingsOf({ name, lacks, figures, reads, error }: ServiceHealth, nowMs: number): string[] {
  const say = (isWrong: boolean, what: string): string[] => (isWrong ? [`${name}: ${what}`] : []);
  const ofProcess = [
    ...say(error !== null, error ?? ''),
    ...say((lacks ?? []).length > 0, `not ready, lacks ${lacks?.join(', ')}`),
  ];
  if (!figures) return ofProcess;
  const { doubles, deadLetters, outbox, outboxOldestMs, caughtUpAt } = figures;
  const stuck = reads.filter(
    ({ state, error, startedAt }) => state === 'open' && error !== null && nowMs - Date.parse(startedAt) > READ_MS,
  );
  return [
    ...say(doubles > 0, `${counted(doubles, 'fact')} applied twice: a defect, report it`),
    ...ofProcess,
    ...say(deadLetters > 0, `${counted(deadLetters, 'dead letter')}: npm run ops -- dead-letters ${name}`),
    ...say(
      outboxOldestMs > OUTBOX_MS,
      `${counted(outbox, 'event')} unpublished, the oldest for ${duration(outboxOldestMs)}`,
    ),
    ...say(
      caughtUpAt !== null && nowMs - Date.parse(caughtUpAt) > RIGHTS_MS,
      `does not know whether rights are up to date since ${caughtUpAt}: privileged commands are refused`,
    ),
    ...stuck.map((read) => `${name}: the ${read.kind} of ${read.name} does not get on: ${read.error}`),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
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
