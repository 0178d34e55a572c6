import type { BenchEvent } from './event.ts';

/** Where the servers of a round are, and how a contestant is set. */
export interface Settings {
  /** Database of the service that commits, as its role. */
  producerUrl: string;
  /** Database of the service that handles: another one. */
  consumerUrl: string;
  nats: { url: string; users: Record<string, { user: string; password: string }> };
  amqpUrl: string | null;
  setting: 'tuned' | 'woken' | 'batched' | 'defaults';
}

/** The service that commits an order and, with the same commit, the event that tells of it. */
export interface Producer {
  /** Settles when the commit has returned. */
  commit(event: BenchEvent): Promise<void>;
  close(): Promise<void>;
}

/** The service that handles each event once, in its own database. */
export interface Consumer {
  close(): Promise<void>;
}

/** One way of bringing events from one service to another. Each role runs in a process of its own. */
export interface Contestant {
  /** Makes tables and queues before the roles start. */
  prepare?(settings: Settings): Promise<void>;
  producer(settings: Settings): Promise<Producer>;
  /** Calls `handled` once the transaction that handled the event is committed. */
  consumer(settings: Settings, handled: (id: string) => void): Promise<Consumer>;
}
