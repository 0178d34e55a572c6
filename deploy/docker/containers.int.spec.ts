import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRun, waitFor } from '@app/testing';
import pg from 'pg';
import { signIn } from '../../demo/sign-in.ts';
import { build } from '../local/build.ts';
import { readManifests } from '../local/manifests.ts';
import { freePort } from '../local/processes.ts';
import { Containers } from '../test/containers.ts';

const manifests = readManifests();
const owners = manifests.flatMap(({ name, database }) => (database ? [{ name, database }] : []));
/** Everybody may enter those unless told otherwise. */
const ofServer = ['postgres', 'template1'];
const administrator = '01900000-0000-7000-8000-000000000001';

describe('The containers', () => {
  let directory: string;
  let containers: Containers;
  let gatewayUrl: string;
  let admin: pg.Client;
  const ports = new Map<string, number>();

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tulga-containers-'));
    admin = new pg.Client({ connectionString: testRun().postgresUrl });
    await admin.connect();
    for (const name of ['nats', ...manifests.map((manifest) => manifest.name)]) ports.set(name, await freePort());
    gatewayUrl = `http://localhost:${ports.get('gateway')}`;
    const addresses = new Map([
      ['nats:4222', `127.0.0.1:${ports.get('nats')}`],
      ['postgres:5432', new URL(testRun().postgresUrl).host],
      ...manifests.map(({ name }): [string, string] => [`${name}:8080`, `127.0.0.1:${ports.get(name)}`]),
    ]);
    // As for a trial: people sign in by choosing who they are.
    const overrides = { DEMO: 'true', PUBLIC_ORIGIN: gatewayUrl, LOG_LEVEL: 'warn' };
    containers = new Containers({ directory, addresses, overrides });
    await build();
  }, 60_000);

  afterAll(async () => {
    await containers?.stop();
    for (const { database } of owners) await admin.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    for (const { name } of owners) await admin.query(`DROP ROLE IF EXISTS "${name}"`);
    await admin?.end();
    rmSync(directory, { recursive: true, force: true });
  }, 60_000);

  it('begin with a database per service that no other role enters, as none enters those of the server', async () => {
    await containers.initializePostgres(testRun().postgresUrl);

    const { rows } = await admin.query<{ datname: string; owner: string; strangers: boolean }>(
      `SELECT datname, pg_get_userbyid(datdba) AS owner, bool_or(has_database_privilege(r.rolname, datname, 'CONNECT')) AS strangers
         FROM pg_database JOIN pg_roles r ON r.rolname = ANY ($2) AND r.oid <> datdba
        WHERE datname = ANY ($1) GROUP BY datname, datdba ORDER BY datname`,
      [[...owners.map(({ database }) => database), ...ofServer], owners.map(({ name }) => name)],
    );
    expect(rows).toEqual([
      ...ofServer.map((database) => ({ datname: database, owner: 'postgres', strangers: false })),
      ...owners.map(({ name, database }) => ({ datname: database, owner: name, strangers: false })),
    ]);
  }, 30_000);

  it('have a broker with streams and consumers before a service starts', async () => {
    containers.startNats(testRun().natsBinary, ports.get('nats')!);
    await waitFor(() => containers.logsOf('nats').includes('Server is ready'));

    await containers.run('broker');

    expect(containers.logsOf('broker')).toContain('stream EVENTS: made');
    expect(containers.logsOf('broker')).toContain('consumer STATE/directory: made');
  }, 30_000);

  it('become ready, each by the command of the image', async () => {
    for (const { name } of manifests) containers.start(name, ports.get(name)!);

    for (const { name } of manifests) {
      const ready = await waitFor(
        async () => {
          const answer = await fetch(`http://127.0.0.1:${ports.get(name)}/health/ready`);
          return answer.ok || Promise.reject(new Error(`${name}: ${await answer.text()} ${containers.logsOf(name)}`));
        },
        { timeoutMs: 60_000, intervalMs: 100 },
      );
      expect([name, ready]).toEqual([name, true]);
    }
  }, 90_000);

  it('let the first administrator sign in and see his right, and refuse who did not', async () => {
    const url = `${gatewayUrl}/api/directory/v1/me`;
    const { accessToken } = await signIn(gatewayUrl, administrator);

    const [known, unknown] = await Promise.all([
      fetch(url, { headers: { authorization: `Bearer ${accessToken}` } }),
      fetch(url),
    ]);

    expect(known.status).toBe(200);
    expect(await known.json()).toMatchObject({
      person: { id: administrator },
      grants: [{ role: 'platform-administrator', scope: 'platform' }],
    });
    expect(unknown.status).toBe(401);
    expect(unknown.headers.get('content-type')).toContain('application/problem+json');
    expect(await unknown.json()).toMatchObject({ code: 'token-missing' });
  }, 60_000);
});
