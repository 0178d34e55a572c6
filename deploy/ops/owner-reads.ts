import { setTimeout as sleep } from 'node:timers/promises';
import { asEntry, askEach, withFailures, type Failure } from './failures.ts';
import type { OperationsClient } from './operations-client.ts';
import type { Outcome } from './outcome.ts';
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
  return outcomeOf(await follow(client, [{ service, read: await request(client, service, 'rebuild', name) }], say), []);
}

/** Lets services compare with the owners what they consume, and fill what they lack. One that is away is told of. */
export async function reconcile(
  client: OperationsClient,
  service: string | undefined,
  say: Say,
  patienceMs = PATIENCE_MS,
): Promise<Outcome> {
  const started: Started[] = [];
  const failures = await askEach(client.chosen(service), async (name) => {
    const { names } = await client.get<OwnerReads>(name, PATH);
    for (const source of [...names.states, ...names.aggregates]) {
      started.push({ service: name, read: await request(client, name, 'compare', source) });
    }
  });
  return outcomeOf(await follow(client, started, say, patienceMs), failures);
}

interface Started {
  service: string;
  read: OwnerRead;
}

interface Followed extends Started {
  /** When it last got on, by the clock of this process. */
  gotOnAt: number;
}

function request(client: OperationsClient, service: string, kind: string, name: string): Promise<OwnerRead> {
  return client.post<OwnerRead>(service, PATH, { kind, name });
}

/** Until each is done or has not got on for so long that nobody need wait here: the service goes on as soon as it can. */
async function follow(
  client: OperationsClient,
  started: Started[],
  say: Say,
  patienceMs = PATIENCE_MS,
): Promise<Started[]> {
  let saidAt = performance.now();
  let followed: Followed[] = started.map((one) => ({ ...one, gotOnAt: saidAt }));
  const isWaitedFor = ({ read, gotOnAt }: Followed): boolean =>
    read.state === 'open' && performance.now() - gotOnAt <= patienceMs;
  for (;;) {
    followed = await Promise.all(followed.map(async (one) => (isWaitedFor(one) ? newest(client, one) : one)));
    const open = followed.filter(isWaitedFor);
    if (open.length === 0) return followed;
    if (performance.now() - saidAt > SAY_EVERY_MS) {
      saidAt = performance.now();
      say(
        open.map(({ service, read }) => `… ${service} ${read.name}: ${read.error ?? `${read.read} read`}`).join('\n'),
      );
    }
    await sleep(ASK_EVERY_MS);
  }
}

/** A service that does not answer now does so later, and the read goes on meanwhile. */
async function newest(client: OperationsClient, one: Followed): Promise<Followed> {
  const { service, read } = one;
  try {
    const { data } = await client.get<OwnerReads>(service, PATH);
    const current = data.find(({ id }) => id === read.id) ?? { ...read, error: null };
    return { ...one, read: current, gotOnAt: current.error === null ? performance.now() : one.gotOnAt };
  } catch (error) {
    return { ...one, read: { ...read, error: (error as Error).message } };
  }
}

function outcomeOf(followed: Started[], failures: Failure[]): Outcome {
  const rows = followed.map(({ service, read }) => [
    ...[service, read.name, read.state],
    ...[read.read, read.applied, read.removed, read.error],
  ]);
  const open = followed.filter(({ read }) => read.state === 'open');
  const stuck = open.map(({ service, read }) => ({
    service,
    reason: `goes on with the ${read.kind} of ${read.name} by itself, once this is over: ${read.error}`,
  }));
  const table = textTable(['service', 'name', 'state', 'read', 'applied', 'removed', 'error'], rows);
  return {
    text: withFailures([...failures, ...stuck], table),
    json: [...followed.map(({ service, read }) => ({ service, ...read })), ...failures.map(asEntry)],
    isFine: open.length + failures.length === 0,
  };
}
