import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { collectDocuments } from './collect-documents.ts';
import type { Reader } from './databases.ts';
import type { CertificateFacts } from './facts.ts';

let server: Server;
let gatewayUrl: string;
/** What the public is answered, by path. */
const published = new Map<string, unknown>();

beforeAll(async () => {
  server = createServer(({ url }, response) => {
    response.statusCode = published.has(url!) ? 200 : 404;
    response.end(JSON.stringify(published.get(url!) ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  gatewayUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => published.clear());

afterAll(() => server?.close());

const collect = (certificates: CertificateFacts[]) => {
  const rows = (sql: string): unknown[] => (sql.includes('FROM certificates') ? certificates : []);
  const reader = { services: [], query: async (_service: string, sql: string) => rows(sql) } as unknown as Reader;
  return collectDocuments(reader, gatewayUrl);
};

/** So many documents of one status, published as they are in the registry. */
function documents(status: 'issued' | 'revoked', count: number): CertificateFacts[] {
  return Array.from({ length: count }, (_, index) => {
    const number = `${status}-${index}`;
    const links = { credential: `http://elsewhere.example/credentials/${number}` };
    const page = status === 'revoked' ? 'revoked' : 'valid';
    published.set(`/verify/${number}`, { signature: 'valid', status: page, links });
    publishCredential(number, index);
    return { number, status, listId: 'list-1', index } as CertificateFacts;
  });
}

function publishCredential(number: string, index: number): void {
  const statusListCredential = 'http://elsewhere.example/status-lists/list-1';
  const credentialStatus = { statusListCredential, statusListIndex: String(index) };
  published.set(`/credentials/${number}`, { credentialStatus });
}

describe('What the public sees of documents', () => {
  it('is looked at for every revoked one, and for some of the others', async () => {
    const { verified } = await collect([...documents('revoked', 70), ...documents('issued', 70)]);
    const pages = [...verified.values()].map(({ page }) => page);

    expect(pages.filter((page) => page === 'revoked')).toHaveLength(70);
    expect(pages.filter((page) => page === 'valid')).toHaveLength(60);
  });

  it('includes the bit that the signed credential names', async () => {
    const certificates = documents('issued', 2);
    publishCredential('issued-0', 5);
    published.delete('/credentials/issued-1');

    const { verified } = await collect(certificates);

    expect(verified.get('issued-0')).toEqual({ page: 'valid', entry: { listId: 'list-1', index: 5 } });
    expect(verified.get('issued-1')).toEqual({ page: 'valid', entry: undefined });
  });

  it('is no status list where none is published, and the bits of one that is', async () => {
    const certificates = documents('issued', 1);
    expect((await collect(certificates)).revokedBits).toEqual(new Map());

    const encodedList = `u${gzipSync(Buffer.from([0b0100_0000, 0b1000_0000])).toString('base64url')}`;
    published.set('/status-lists/list-1', { credentialSubject: { encodedList } });
    expect((await collect(certificates)).revokedBits).toEqual(new Map([['list-1', new Set([1, 8])]]));
  });
});
