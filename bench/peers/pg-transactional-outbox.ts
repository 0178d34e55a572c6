import pg from 'pg';
import type { Contestant, Settings } from '../delivery/contestant.ts';
import type { BenchEvent } from '../delivery/event.ts';
import { makeTables, peerPackage, poolOf, producerOf, runOnce } from './shop.ts';

type Side = 'outbox' | 'inbox';
interface Message {
  id: string;
  payload: BenchEvent;
  [more: string]: unknown;
}
type Store = (message: object, client: pg.ClientBase) => Promise<void>;
type Handler = { handle: (message: Message, client: pg.PoolClient) => Promise<void> };
type Listen = (config: object, handler: Handler, logger: object, strategies?: object) => [() => Promise<void>];
interface Package {
  DatabaseSetup: Record<'dropAndCreateTable' | 'createPollingFunction' | 'setupPollingIndexes', (c: object) => string>;
  initializeMessageStorage: (config: object, logger: object) => Store;
  initializePollingMessageListener: Listen;
  getDisabledLogger: () => object;
}

const TUNED = {
  nextMessagesBatchSize: 50,
  nextMessagesPollingIntervalInMs: 20,
  enableMaxAttemptsProtection: false,
  enablePoisonousMessageProtection: false,
};
const PROTECTED = { enableMaxAttemptsProtection: true, enablePoisonousMessageProtection: true };

/** pg-transactional-outbox by polling: from the outbox straight into the consumer's inbox table, without a broker. */
export const contestant: Contestant = {
  async prepare({ producerUrl, consumerUrl }) {
    await makeTables(producerUrl, consumerUrl);
    const { DatabaseSetup: setup } = await load();
    for (const [side, url] of [['outbox', producerUrl] as const, ['inbox', consumerUrl] as const]) {
      const config = { ...tableOf(side), outboxOrInbox: side, nextMessagesName: `next_${side}_messages` };
      const sql = [setup.dropAndCreateTable(config), setup.createPollingFunction(config)];
      await runOnce(url, [...sql, setup.setupPollingIndexes(config)].join('\n'));
    }
  },
  async producer(settings) {
    const { initializeMessageStorage, initializePollingMessageListener, getDisabledLogger } = await load();
    const store = (side: Side): Store =>
      initializeMessageStorage({ settings: tableOf(side, true), outboxOrInbox: side }, getDisabledLogger());
    const [toOutbox, toInbox] = [store('outbox'), store('inbox')];
    const inbox = poolOf(settings.consumerUrl);
    const relay = {
      handle: async (message: Message): Promise<void> => {
        const client = await inbox.connect();
        await toInbox(message, client).finally(() => client.release());
      },
    };
    const [shutdown] = initializePollingMessageListener(configOf('outbox', settings), relay, getDisabledLogger());
    const publish = (client: pg.ClientBase, event: BenchEvent): Promise<void> => toOutbox(messageOf(event), client);
    return producerOf(settings.producerUrl, publish, { close: () => Promise.all([shutdown(), inbox.end()]) });
  },
  async consumer(settings, handled) {
    const { initializePollingMessageListener, getDisabledLogger } = await load();
    const open = new Map<pg.ClientBase, string>();
    const handler: Handler = {
      async handle({ payload }, client) {
        await client.query({ ...INSERT, values: [payload.id, payload.total] });
        open.set(client, payload.id);
      },
    };
    const strategies = { messageProcessingDbClientStrategy: watchedClients(settings.consumerUrl, open, handled) };
    const config = configOf('inbox', settings);
    const [shutdown] = initializePollingMessageListener(config, handler, getDisabledLogger(), strategies);
    return { close: shutdown };
  },
};

const INSERT = { name: 'insert-delivery', text: 'INSERT INTO deliveries (id, total) VALUES ($1, $2)' };

/** Connections that tell of the commit of what was handled on them: the library has no hook after it. */
function watchedClients(url: string, open: Map<pg.ClientBase, string>, handled: (id: string) => void) {
  const pool = poolOf(url, 16);
  pool.on('connect', (client) => {
    const target = client as unknown as { query: (...args: unknown[]) => Promise<unknown> };
    const query = target.query.bind(client);
    target.query = async (...args) => {
      const result = await query(...args);
      const id = open.get(client);
      if (args[0] === 'COMMIT' && id) {
        open.delete(client);
        handled(id);
      }
      return result;
    };
  });
  return { getClient: () => pool.connect(), shutdown: () => pool.end() };
}

function configOf(side: Side, { producerUrl, consumerUrl, setting }: Settings): object {
  const connection = { connectionString: side === 'outbox' ? producerUrl : consumerUrl, max: 16 };
  const own = setting === 'defaults' ? PROTECTED : TUNED;
  const settings = { ...tableOf(side, true), nextMessagesFunctionName: `next_${side}_messages`, ...own };
  return { outboxOrInbox: side, dbListenerConfig: connection, dbHandlerConfig: connection, settings };
}

/** The set-up names the table otherwise than the listener does. */
function tableOf(side: Side, forListener = false): object {
  return forListener ? { dbSchema: 'public', dbTable: side } : { schema: 'public', table: side };
}

function messageOf(event: BenchEvent): object {
  const { id } = event;
  const kind = { aggregateType: 'order', aggregateId: id, messageType: 'placed' };
  return { id, ...kind, concurrency: 'parallel', payload: event };
}

function load(): Promise<Package> {
  return peerPackage<Package>('pg-transactional-outbox');
}
