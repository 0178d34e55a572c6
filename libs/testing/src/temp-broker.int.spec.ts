import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { isAtLeast } from '../../../deploy/local/nats-binary.js';
import { TempBroker } from './temp-broker.js';
import { testRun } from './test-run.config.js';
import { waitFor } from './wait-for.js';

const manifests = [
  { name: 'programs', publishes: ['programs.cohort.opened.v1'], consumes: ['state:directory.organization.v1'] },
  { name: 'enrollment', consumes: ['programs.cohort.opened.v1', 'state:programs.cohort.v1'] },
  { name: 'gateway', buckets: { sessions: 3600 } },
];

describe('TempBroker', () => {
  let broker: TempBroker;
  const connections: NatsConnection[] = [];

  beforeAll(async () => {
    broker = await TempBroker.create(manifests);
  });

  afterAll(async () => {
    await Promise.all(connections.map((connection) => connection.close()));
    await broker.stop();
  });

  async function connectAs(name: string): Promise<NatsConnection> {
    const connection = await broker.connectAs(name);
    connections.push(connection);
    return connection;
  }

  it('lets a service publish its facts and a consumer read and acknowledge them', async () => {
    const programs = jetstream(await connectAs('programs'));
    const enrollment = jetstream(await connectAs('enrollment'));

    await programs.publish('evt.programs.cohort.opened.v1', 'first');
    const consumer = await enrollment.consumers.get('EVENTS', 'enrollment');
    const message = await consumer.next({ expires: 2000 });

    expect(message?.string()).toBe('first');
    expect(await message?.ackAck()).toBe(true);
    expect((await consumer.info()).num_pending).toBe(0);
  });

  it('lets a service acknowledge in the longer form of servers to come', async () => {
    // Older servers know no other form than the short one, and no flags.
    const knowsFlags = isAtLeast(testRun().natsBinary, [2, 14, 0]);
    const flags = knowsFlags ? { featureFlags: { js_ack_fc_v2: true } } : {};
    const spec = await TempBroker.create(manifests, flags);
    const [programs, enrollment] = [await spec.connectAs('programs'), await spec.connectAs('enrollment')];
    await jetstream(programs).publish('evt.programs.cohort.opened.v1', 'first');
    const consumer = await jetstream(enrollment).consumers.get('EVENTS', 'enrollment');
    // Without the library's reading of consumers, which hides the subject to answer at.
    const message = await enrollment.request('$JS.API.CONSUMER.MSG.NEXT.EVENTS.enrollment', '1', {
      timeout: 2000,
      noMux: true,
    });

    expect(message.reply).toMatch(knowsFlags ? /^\$JS\.ACK\._\.\w+\.EVENTS\./ : /^\$JS\.ACK\.EVENTS\./);
    await enrollment.request(message.reply!, '+ACK', { timeout: 2000 });
    expect((await consumer.info()).num_ack_pending).toBe(0);

    await Promise.all([programs.close(), enrollment.close()]);
    await spec.stop();
  });

  it.each([
    ['a fact of another service', 'evt.enrollment.participant.enrolled.v1'],
    ['a state of another service', 'state.directory.organization.v1'],
    ['a message to the consumer of another', '$JS.API.CONSUMER.MSG.NEXT.EVENTS.enrollment'],
    ['an acknowledgment for another', '$JS.ACK.EVENTS.enrollment.1.1.1.1.0'],
    ['the business clock', '$KV.clock.offset'],
  ])('refuses %s', async (_what, subject) => {
    const programs = await connectAs('programs');

    await expect(programs.request(subject, 'x', { timeout: 1000 })).rejects.toThrow('Permissions Violation');
  });

  it('refuses a service to widen what it reads', async () => {
    const manager = await jetstreamManager(await connectAs('programs'));

    const wider = manager.consumers.update('STATE', 'programs', { filter_subjects: ['state.>'] });
    await expect(wider).rejects.toThrow('Permissions Violation');
    await expect(manager.streams.purge('EVENTS')).rejects.toThrow('Permissions Violation');
    await expect(manager.streams.delete('EVENTS')).rejects.toThrow('Permissions Violation');
    await expect(manager.consumers.add('EVENTS', { name: 'spy' })).rejects.toThrow('Permissions Violation');
  });

  it('refuses a service to listen to others beside its consumers', async () => {
    const programs = await connectAs('programs');

    for (const subject of ['evt.>', 'state.>', '_INBOX.enrollment.>', 'nudge.enrollment', '>']) {
      const failure = new Promise((resolve) => programs.subscribe(subject, { callback: (error) => resolve(error) }));
      expect(String(await failure)).toContain('Permissions Violation');
    }
  });

  it('shows the clock to every service and lets the gateway of a demo move it', async () => {
    const clock = await new Kvm(await connectAs('gateway')).open('clock');
    const programs = await connectAs('programs');
    const seen: string[] = [];
    programs.subscribe('$KV.clock.>', { callback: (_error, message) => void seen.push(message.string()) });
    await programs.flush();

    await clock.put('offset', '86400000');

    expect((await (await new Kvm(programs).open('clock')).get('offset'))?.string()).toBe('86400000');
    await waitFor(() => seen.includes('86400000'));
  });

  it('gives the gateway its own bucket and nobody else', async () => {
    const sessions = await new Kvm(await connectAs('gateway')).open('sessions');
    await sessions.put('abc', 'someone');
    expect((await sessions.get('abc'))?.string()).toBe('someone');

    const stolen = (await new Kvm(await connectAs('programs')).open('sessions')).get('abc');
    await expect(stolen).rejects.toThrow('Permissions Violation');
  });

  it('keeps what was published when it is killed and started again, and nothing when it is wiped', async () => {
    const spec = await TempBroker.create(manifests);
    const stored = async (): Promise<number> => {
      const admin = await spec.connectAs('admin');
      const { state } = await (await jetstreamManager(admin)).streams.info('EVENTS');
      await admin.close();
      return state.messages;
    };
    const programs = await spec.connectAs('programs');
    await jetstream(programs).publish('evt.programs.cohort.opened.v1', 'kept');
    await programs.close();

    await spec.kill();
    await spec.start();
    expect(await stored()).toBe(1);
    expect(await spec.applyTopology()).toEqual([]);

    await spec.wipe();
    expect(await stored()).toBe(0);
    await spec.stop();
  });
});
