import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationsClient } from './operations-client.ts';
import { Refusal, type Outcome } from './outcome.ts';
import { textTable } from './text-table.ts';

/** A service reads an owner's log or snapshot: to fill, rebuild or compare what it keeps of it. */
export interface OwnerRead {
  id: string;
  kind: string;
  name: string;
  state: 'open' | 'done';
  read: number;
  applied: number;
  removed: number;
  /** Why it does not get on; it is tried again. */
  error: string | null;
  startedAt: string;
  finishedAt: string | null;
}

interface OwnerReads {
  data: OwnerRead[];
  /** What the service keeps of others. */
  names: { states: string[]; aggregates: string[] };
}

const PATH = '/v1/operations/owner-reads';
const ASK_EVERY_MS = 500;
const SAY_EVERY_MS = 2000;
/** An owner that was restarted is back by then. */
const PATIENCE_MS = 60_000;

type Say = (line: string) => void;

/** Each read as it was asked for last. */
export async function latestReads(client: OperationsClient, service: string): Promise<OwnerRead[]> {
  const { data } = await client.get<OwnerReads>(service, PATH);
  const inOrder = data.toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
  return [...new Map(inOrder.map((read) => [`${read.kind} ${read.name}`, read])).values()];
}

/** Lets a service fill a replica or projection again from its owner, and waits until it has. */
export async function rebuild(client: OperationsClient, service: string, name: string, say: Say): Promise<Outcome> {
  return follow(client, [{ service, read: await request(client, service, 'rebuild', name) }], say);
}

/** Lets services compare with the owners what they consume, and fill what they lack. */
export async function reconcile(client: OperationsClient, service: string | undefined, say: Say): Promise<Outcome> {
  const started: Started[] = [];
  for (const name of client.chosen(service)) {
    const { names } = await client.get<OwnerReads>(name, PATH);
    for (const source of [...names.states, ...names.aggregates]) {
      started.push({ service: name, read: await request(client, name, 'compare', source) });
    }
  }
  return follow(client, started, say);
}

interface Started {
  service: string;
  read: OwnerRead;
}

/** Nobody need wait here: the service goes on as soon as it can. */
class Stuck extends Refusal {
  constructor({ service, read }: Started) {
    super(`${service} goes on with the ${read.kind} of ${read.name} by itself, once this is over: ${read.error}`);
  }
}

function request(client: OperationsClient, service: string, kind: string, name: string): Promise<OwnerRead> {
  return client.post<OwnerRead>(service, PATH, { kind, name });
}

async function follow(client: OperationsClient, started: Started[], say: Say): Promise<Outcome> {
  let saidAt = performance.now();
  let goingOnAt = saidAt;
  for (;;) {
    const current = await Promise.all(started.map((one) => newest(client, one)));
    const open = current.filter(({ read }) => read.state === 'open');
    if (open.length === 0) return outcomeOf(current);
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      saidAt = performance.now();
      say(
        open.map(({ service, read }) => `… ${service} ${read.name}: ${read.error ?? `${read.read} read`}`).join('\n'),
      );
    }
    const stuck = open.find(({ read }) => read.error !== null);
    if (!stuck) goingOnAt = performance.now();
    else if (performance.now() - goingOnAt > PATIENCE_MS) throw new Stuck(stuck);
    await sleep(ASK_EVERY_MS);
  }
}

async function newest(client: OperationsClient, { service, read }: Started): Promise<Started> {
  if (read.state !== 'open') return { service, read };
  const { data } = await client.get<OwnerReads>(service, PATH);
  return { service, read: data.find(({ id }) => id === read.id) ?? read };
}

function outcomeOf(finished: Started[]): Outcome {
  const rows = finished.map(({ service, read }) => [
    ...[service, read.name, read.state],
    ...[read.read, read.applied, read.removed, read.error],
  ]);
  return {
    text: textTable(['service', 'name', 'state', 'read', 'applied', 'removed', 'error'], rows),
    json: finished.map(({ service, read }) => ({ service, ...read })),
    isFine: finished.every(({ read }) => read.state === 'done'),
  };
}
