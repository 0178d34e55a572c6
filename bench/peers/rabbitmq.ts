import type { Contestant } from '../delivery/contestant.ts';
import type { BenchEvent } from '../delivery/event.ts';
import { handle, makeTables, peerPackage, poolOf, producerOf } from './shop.ts';

interface Message {
  content: Buffer;
}
interface Channel {
  assertQueue(name: string, options: object): Promise<unknown>;
  deleteQueue(name: string): Promise<unknown>;
  prefetch(count: number): Promise<unknown>;
  sendToQueue(name: string, content: Buffer, options: object, confirmed: (error: Error | null) => void): void;
  consume(name: string, handler: (message: Message | null) => void): Promise<unknown>;
  ack(message: Message): void;
}
interface Connection {
  createConfirmChannel(): Promise<Channel>;
  close(): Promise<void>;
}
interface Package {
  default: { connect(url: string): Promise<Connection> };
}

const QUEUE = 'orders';
const QUORUM = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
const PREFETCH = 64;

/** A quorum queue with confirms, published after the commit: what falls between commit and confirm is lost. */
export const contestant: Contestant = {
  async prepare({ producerUrl, consumerUrl, amqpUrl }) {
    await makeTables(producerUrl, consumerUrl);
    const { connection, channel } = await connected(amqpUrl);
    await channel.deleteQueue(QUEUE);
    await channel.assertQueue(QUEUE, QUORUM);
    await connection.close();
  },
  async producer({ producerUrl, amqpUrl }) {
    const { connection, channel } = await connected(amqpUrl);
    const published = (event: BenchEvent): Promise<void> =>
      new Promise((resolve, reject) => {
        const content = Buffer.from(JSON.stringify(event));
        channel.sendToQueue(QUEUE, content, { persistent: true }, (error) => (error ? reject(error) : resolve()));
      });
    return producerOf(producerUrl, () => Promise.resolve(), { published, close: () => connection.close() });
  },
  async consumer({ consumerUrl, amqpUrl }, handled) {
    const { connection, channel } = await connected(amqpUrl);
    const pool = poolOf(consumerUrl, 16);
    const take = async (message: Message): Promise<void> => {
      const event = JSON.parse(message.content.toString()) as BenchEvent;
      await handle(pool, [event]);
      handled(event.id);
      channel.ack(message);
    };
    await channel.prefetch(PREFETCH);
    await channel.consume(QUEUE, (message) => void (message && take(message)));
    return {
      async close() {
        await connection.close();
        await pool.end();
      },
    };
  },
};

async function connected(url: string | null): Promise<{ connection: Connection; channel: Channel }> {
  if (!url) throw new Error('there is no RabbitMQ');
  const amqp = await peerPackage<Package>('amqplib');
  const connection = await amqp.default.connect(url);
  return { connection, channel: await connection.createConfirmChannel() };
}
