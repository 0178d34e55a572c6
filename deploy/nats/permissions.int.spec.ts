import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { testRun, waitFor } from '@app/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { variable } from '../docker/variable.ts';
import { applyTopology } from '../local/broker.ts';
import { readManifests } from '../local/manifests.ts';
import { freePort } from '../local/processes.ts';
import { Containers } from '../test/containers.ts';
import { rowsOf } from '../test/permission-matrix.ts';
import { RawNatsClient } from '../test/raw-nats-client.ts';
import { topologyOf } from './topology.ts';

const manifests = readManifests();
const completion = 'evt.enrollment.completion.attained.v1';
const said = 'said by enrollment';

describe('The broker with the configuration that is shipped', () => {
  let directory: string;
  let containers: Containers;
  let port: number;
  let admin: NatsConnection;
  let manager: JetStreamManager;
  const connections: NatsConnection[] = [];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'tulga-permissions-'));
    port = await freePort();
    containers = new Containers({ directory, addresses: new Map(), overrides: { PUBLIC_ORIGIN: 'http://localhost' } });
    containers.startNats(testRun().natsBinary, port);
    await waitFor(() => containers.logsOf('nats').includes('Server is ready'));
    await applyTopology(
      { url: `nats://127.0.0.1:${port}`, user: 'admin', password: passwordOf('admin') },
      topologyOf(manifests),
    );
    admin = await connectAs('admin');
    manager = await jetstreamManager(admin);
  });

  beforeEach(async () => {
    await jetstream(admin).publish(completion, said);
  });

  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await containers.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  function passwordOf(user: string): string {
    return containers.environmentOf('nats')[variable(user, 'NATS_PASSWORD')]!;
  }

  async function connectAs(user: string): Promise<NatsConnection> {
    const servers = `127.0.0.1:${port}`;
    const connection = await connect({ servers, user, pass: passwordOf(user), inboxPrefix: `_INBOX.${user}` });
    connections.push(connection);
    return connection;
  }

  /** The answer to a request, or the refusal of it. */
  async function ask(user: string, subject: string, body: string): Promise<string> {
    return (await (await connectAs(user)).request(subject, body, { timeout: 2000, noMux: true })).string();
  }

  it('does not let a service widen what its consumer reads by making it again', async () => {
    const before = (await manager.consumers.info('EVENTS', 'assessment')).config;
    const assessment = await jetstreamManager(await connectAs('assessment'), { checkAPI: false });

    const again = { ...before, filter_subject: 'evt.>', filter_subjects: undefined };
    await expect(assessment.consumers.add('EVENTS', again)).rejects.toThrow('Permissions Violation');

    expect((await manager.consumers.info('EVENTS', 'assessment')).config).toEqual(before);
  });

  it('does not let a service have messages delivered to the subject of another', async () => {
    const assessment = await jetstreamManager(await connectAs('assessment'), { checkAPI: false });
    const forger = { deliver_subject: 'evt.programs.cohort.opened.v1', filter_subject: completion };

    await expect(assessment.consumers.add('EVENTS', { name: 'forger', ...forger })).rejects.toThrow(
      'Permissions Violation',
    );

    expect((await manager.consumers.list('EVENTS').next()).map(({ name }) => name)).not.toContain('forger');
  });

  it.each(['$JS.ACK.EVENTS.certification', '$JS.ACK._.aBcD1234.EVENTS.certification'])(
    'does not let a service acknowledge for another: %s',
    async (start) => {
      const certification = await connectAs('certification');
      const message = (await (await jetstream(certification).consumers.get('EVENTS', 'certification')).next())!;
      const { streamSequence, deliverySequence, timestampNanos, pending } = message.info;
      const numbers = [1, streamSequence, deliverySequence, timestampNanos, pending].join('.');

      await expect(ask('assessment', `${start}.${numbers}`, '+ACK')).rejects.toThrow('Permissions Violation');

      expect((await manager.consumers.info('EVENTS', 'certification')).num_ack_pending).toBe(1);
      await message.ackAck();
    },
  );

  it('does not let a service take the next message of another by an acknowledgment that looks like its own', async () => {
    const subject = '$JS.ACK.EVENTS.certification.EVENTS.assessment.1.1.1';

    await expect(ask('assessment', subject, '+NXT')).rejects.toThrow('Permissions Violation');

    // What is tried is something that works: else the refusal would prove nothing.
    expect(await ask('admin', subject, '+NXT')).toBe(said);
  });

  it.each([
    ['$JS.API.DIRECT.GET.EVENTS', '{"seq":1}'],
    [`$JS.API.DIRECT.GET.EVENTS.${completion}`, ''],
    ['$JS.API.STREAM.MSG.GET.EVENTS', '{"seq":1}'],
    ['$JS.API.CONSUMER.MSG.NEXT.EVENTS.certification', '1'],
  ])('does not let a service read beside its consumer: %s', async (subject, body) => {
    await expect(ask('assessment', subject, body)).rejects.toThrow('Permissions Violation');

    expect(await ask('admin', subject, body)).toMatch(new RegExp(`${said}|"data":"${btoa(said)}"`));
  });

  it('does not let a service purge a stream by sending the answer to an allowed request there', async () => {
    const assessment = await connectAs('assessment');
    const before = (await manager.streams.info('EVENTS')).state.messages;

    assessment.publish('evt.assessment.project.evaluated.v1', '', { reply: '$JS.API.STREAM.PURGE.EVENTS' });
    await assessment.flush();

    await waitFor(async () => (await manager.streams.info('EVENTS')).state.messages > before);
    await manager.consumers.info('EVENTS', 'assessment');
    expect((await manager.streams.info('EVENTS')).state.messages).toBe(before + 1);
  });

  // Last, since what is allowed is said: the streams are full of it then.
  it.each(manifests.map((manifest) => [manifest.name, manifest] as const))(
    'allows %s what its manifest gives it, and refuses every other subject of every class',
    async (name, manifest) => {
      const rows = rowsOf(manifest, manifests);
      const client = await RawNatsClient.connect(port, name, passwordOf(name));

      const refused = await client.refused(rows);
      client.close();

      expect(rows.length).toBeGreaterThan(300);
      expect(rows.filter((row) => row.allowed === refused.has(row))).toEqual([]);
    },
  );

  it('refuses the administrator nothing of that', async () => {
    const rows = rowsOf(manifests[0]!, manifests).filter(({ kind }) => kind === 'subscribe');
    const client = await RawNatsClient.connect(port, 'admin', passwordOf('admin'));

    expect(await client.refused(rows)).toEqual(new Set());
    client.close();
  });
});
