import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { History } from './history.ts';
import { RecordedClient } from './recorded-client.ts';

type Answer = (response: ServerResponse) => void;

const folder = mkdtempSync(join(tmpdir(), 'recorded-client-'));
let gateway: Server;
let history: History;
let client: RecordedClient;
/** What the gateway answers to one request after the other, and how many came. */
let answers: Answer[] = [];
let asked = 0;

beforeEach(async () => {
  asked = 0;
  gateway = createServer((request, response) => {
    if (signsIn(request, response)) return;
    asked += 1;
    answers.shift()!(response);
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  history = new History(join(folder, 'history.jsonl'));
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  client = new RecordedClient(url, 'CHK0001', history);
});

afterEach(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await history.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Leads through the pages of a sign-in, and gives the token. */
function signsIn({ url }: IncomingMessage, response: ServerResponse): boolean {
  const { pathname, searchParams } = new URL(url!, 'http://gateway');
  if (!pathname.startsWith('/oidc/')) return false;
  const state = searchParams.get('state');
  const next: Record<string, string> = {
    '/oidc/auth': `/oidc/form?state=${state}`,
    '/oidc/form': `/oidc/resume?state=${state}`,
    '/oidc/resume': `http://127.0.0.1/callback?code=1&state=${state}`,
  };
  if (next[pathname]) response.writeHead(302, { location: next[pathname] }).end();
  else response.end(JSON.stringify({ access_token: 'token', expires_in: 900 }));
  return true;
}

const done: Answer = (response) => void response.writeHead(201).end('{"id":"thing-1","version":1}');
const refused =
  (code: string): Answer =>
  (response) =>
    void response.writeHead(409).end(JSON.stringify({ code }));
const hangsUp: Answer = (response) => void response.destroy();
const saysNothing: Answer = () => {};

const write = { method: 'POST', body: {} } as const;

describe('A write that is sent once', () => {
  it.each([
    ['is unknown when the answer does not come in time', saysNothing, 'unknown'],
    ['is unknown when the connection is lost', hangsUp, 'unknown'],
    ['is done when it is answered', done, 'ok'],
    ['has failed when it is refused', refused('not-known-yet'), 'fail'],
  ])('%s, and is not sent again', async (_what, answer, outcome) => {
    answers = [answer];

    await client.once('person-1', '/api/things', write, 200);

    expect(asked).toBe(1);
    expect(history.operations).toMatchObject([{ expected: 'either', outcome, attempts: 1 }]);
  });
});

describe('A write that the rules forbid', () => {
  const forbid = (): Promise<void> => client.forbidden('person-1', '/api/things', write, 'already-there');

  it('is refused, as it should be', async () => {
    answers = [refused('already-there')];

    await forbid();

    expect(history.operations).toMatchObject([{ expected: 'fail', outcome: 'fail', code: 'already-there' }]);
  });

  it('may have been done when an answer was lost before the refusal', async () => {
    answers = [hangsUp, refused('already-there')];

    await forbid();

    expect(history.operations).toMatchObject([{ expected: 'fail', outcome: 'unknown', attempts: 2 }]);
  });

  it('breaks the story off when it is refused for another reason', async () => {
    answers = [refused('no-seat-left')];

    await expect(forbid()).rejects.toThrow('was refused: 409');
  });

  it('is written down when it is done all the same', async () => {
    answers = [done];

    await forbid();

    expect(history.operations).toMatchObject([{ expected: 'fail', outcome: 'ok' }]);
  });
});
