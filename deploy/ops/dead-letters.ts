import { asEntry, askEach, withFailures } from './failures.ts';
import type { OperationsClient } from './operations-client.ts';
import { done, type Outcome } from './outcome.ts';
import { textTable } from './text-table.ts';

/** An event that a service gave up. */
interface DeadLetter {
  id: string;
  type: string | null;
  aggregateId: string | null;
  sequence: number | null;
  code: string;
  reason: string;
  attempts: number;
  lastAt: string;
  waiting: number;
}

const PATH = '/v1/operations/dead-letters';
const REASON_LENGTH = 100;

/** What waits for an operator; the oldest first. A service that does not answer is listed with the reason. */
export async function deadLetters(client: OperationsClient, service: string | undefined): Promise<Outcome> {
  const found: (DeadLetter & { service: string })[] = [];
  const failures = await askEach(client.chosen(service), async (name) => {
    for (const letter of await allOf(client, name)) found.push({ service: name, ...letter });
  });
  const rows = found.map((letter) => [
    ...[letter.service, letter.id, letter.type, letter.aggregateId, letter.sequence],
    ...[letter.attempts, letter.waiting, letter.lastAt, letter.code, letter.reason.slice(0, REASON_LENGTH)],
  ]);
  const headings = ['service', 'id', 'type', 'of', 'no.', 'attempts', 'waiting', 'last', 'code', 'reason'];
  const none = failures.length ? 'No dead letters of the others.' : 'No dead letters.';
  const text = withFailures(failures, rows.length ? textTable(headings, rows) : none);
  return { text, json: [...found, ...failures.map(asEntry)], isFine: found.length + failures.length === 0 };
}

/** Lets the service handle the event once more, and then what waited behind it. */
export async function redrive(client: OperationsClient, service: string, id: string): Promise<Outcome> {
  const answer = await client.post(service, `${PATH}/${encodeURIComponent(id)}/replay`);
  return done(`${service} has handled ${id}.`, answer);
}

/** Passes over the event for good; the reason and who gave it are kept. */
export async function discard(client: OperationsClient, service: string, id: string, reason: string): Promise<Outcome> {
  const answer = await client.post(service, `${PATH}/${encodeURIComponent(id)}/discard`, { reason });
  return done(`${service} passes over ${id}.`, answer);
}

async function allOf(client: OperationsClient, service: string): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string = cursor ? `?limit=200&cursor=${encodeURIComponent(cursor)}` : '?limit=200';
    const answer: Page = await client.get<Page>(service, `${PATH}${query}`);
    letters.push(...answer.data);
    cursor = answer.page.hasMore ? answer.page.nextCursor : null;
  }
  return letters;
}

interface Page {
  data: DeadLetter[];
  page: { nextCursor: string | null; hasMore: boolean };
}
