import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { TempBroker, TempCluster } from '@app/testing';
import { readManifests } from '../local/manifests.ts';
import { projectDir } from '../local/paths.ts';

const manifests = readManifests();
const names = ['EVENTS', 'STATE', 'KV_clock'];

/** What the command says at the broker with this address. */
async function apply(url: string, ...args: string[]): Promise<string[]> {
  const env = { PATH: process.env.PATH, NATS_URL: url, NATS_PASSWORD: 'admin' };
  const run = promisify(execFile)(process.execPath, [join(projectDir, 'deploy/nats/apply.ts'), ...args], { env });
  return (await run).stdout.trimEnd().split('\n');
}

describe('apply.ts, on a cluster', () => {
  let cluster: TempCluster;
  let admin: NatsConnection;
  let manager: JetStreamManager;

  beforeAll(async () => {
    cluster = await TempCluster.create(manifests);
    admin = await cluster.connectAs('admin');
    manager = await jetstreamManager(admin);
  }, 90_000);

  afterAll(async () => {
    await admin?.close();
    await cluster?.stop();
  }, 30_000);

  async function copies(): Promise<number[]> {
    return Promise.all(names.map(async (name) => (await manager.streams.info(name)).config.num_replicas));
  }

  it('leaves every stream the copies that it has', async () => {
    expect(await apply(cluster.url)).toEqual(['nothing to change']);

    expect(await copies()).toEqual([3, 3, 3]);
  });

  it('makes what the cluster has lost in three copies', async () => {
    for (const name of names) await manager.streams.delete(name);

    const said = await apply(cluster.url);

    expect(said).toContain('stream EVENTS: made, in 3 copies');
    expect(said).toContain('bucket clock: made, in 3 copies');
    expect(await copies()).toEqual([3, 3, 3]);
  });

  it('takes copies away only when that is meant', async () => {
    const refusal = 'EVENTS has 3 copies and would have 1: say --fewer-copies if that is meant';
    await expect(apply(cluster.url, '--replicas', '1')).rejects.toThrow(refusal);
    expect(await copies()).toEqual([3, 3, 3]);

    const said = await apply(cluster.url, '--replicas', '1', '--fewer-copies');

    expect(said).toContain('stream EVENTS: num_replicas 3 → 1');
    expect(await copies()).toEqual([1, 1, 1]);
  });
});

describe('apply.ts, on a broker that is alone', () => {
  let broker: TempBroker;

  beforeAll(async () => {
    broker = await TempBroker.create(manifests);
  });

  afterAll(async () => {
    await broker?.stop();
  });

  it('has nothing to change a second time, whoever else reads there', async () => {
    const admin = await broker.connectAs('admin');
    await (await jetstreamManager(admin)).consumers.add('EVENTS', { durable_name: 'forgotten' });
    await admin.close();

    expect(await apply(broker.url)).toEqual([
      'nothing to change',
      'consumer EVENTS/forgotten: named by no manifest, left as it is',
    ]);
  });

  it.each(['x', '0', '2', '-1', ''])('takes no "%s" for a number of copies', async (number) => {
    await expect(apply(broker.url, `--replicas=${number}`)).rejects.toThrow(
      `--replicas is one of 1, 3, 5, not "${number}"`,
    );
  });
});
