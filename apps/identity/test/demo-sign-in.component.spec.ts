import { waitFor } from '@app/testing';
import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signIn } from '../../../demo/sign-in.js';
import { RunningIdentity } from './running-identity.js';
import { Visitor } from './visitor.js';

const aru = { id: randomUUID(), cyrillic: 'Ару Қасымқызы', latin: 'Aru Qasymqyzy' };

type Fault = (response: ServerResponse) => void;

const faults: Record<string, Fault> = {
  'says 502': (response) => void response.writeHead(502).end(),
  'says 503': (response) => void response.writeHead(503, { 'retry-after': '1' }).end(),
  'breaks the connection': (response) => void response.socket!.destroy(),
};

describe('signIn', () => {
  let identity: RunningIdentity;
  let shaky: Server;
  let shakyUrl: string;
  let count: number;
  let faultAt: Record<number, Fault>;

  beforeAll(async () => {
    identity = await RunningIdentity.start({ demo: true });
    await identity.publishPerson(aru.id, aru);
    const visitor = new Visitor(identity.url);
    const page = await visitor.begin();
    await waitFor(async () => (await visitor.get(page)).body.includes(aru.id));
    shaky = createServer((request, response) => {
      const fault = faultAt[++count];
      if (fault) fault(response);
      else void forward(request, response);
    });
    await new Promise<void>((resolve) => shaky.listen(0, '127.0.0.1', resolve));
    shakyUrl = `http://127.0.0.1:${(shaky.address() as AddressInfo).port}`;
  });

  beforeEach(() => {
    count = 0;
    faultAt = {};
  });

  afterAll(async () => {
    shaky.closeAllConnections();
    shaky.close();
    await identity.stop();
  });

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(`${identity.url}${request.url}`, {
      method: request.method,
      redirect: 'manual',
      headers: {
        cookie: request.headers.cookie ?? '',
        ...(request.headers['content-type'] ? { 'content-type': request.headers['content-type'] } : {}),
        'x-forwarded-host': request.headers.host!,
      },
      ...(chunks.length ? { body: Buffer.concat(chunks) } : {}),
    });
    for (const name of ['content-type', 'location']) {
      if (answer.headers.has(name)) response.setHeader(name, answer.headers.get(name)!);
    }
    response.setHeader('set-cookie', answer.headers.getSetCookie());
    response.writeHead(answer.status).end(await answer.text());
  }

  it('takes four requests', async () => {
    await signIn(shakyUrl, aru.id);

    expect(count).toBe(4);
  });

  describe.each(Object.keys(faults))('when something on the way %s', (what) => {
    it.each([1, 2, 3, 4])('at request %i, begins again', async (at) => {
      faultAt = { [at]: faults[what]! };

      const { accessToken } = await signIn(shakyUrl, aru.id);

      expect(decodeJwt(accessToken).person_id).toBe(aru.id);
      expect(count).toBe(at + 4);
    });
  });

  it('waits for a person that is registered just now', async () => {
    const bolat = randomUUID();
    const signedIn = signIn(identity.url, bolat);
    await identity.publishPerson(bolat, { cyrillic: 'Болат Ерлан', latin: 'Bolat Erlan' });

    expect(decodeJwt((await signedIn).accessToken).person_id).toBe(bolat);
  });

  it('gives up at once on what no patience cures', async () => {
    await expect(signIn(identity.url, 'nobody')).rejects.toThrow('nobody could not sign in');
  });
});
