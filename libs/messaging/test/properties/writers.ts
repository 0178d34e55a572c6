import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fc from 'fast-check';
import { DataSource, type QueryRunner } from 'typeorm';
import { Outbox } from '../../src/index.js';
import { placed } from '../shop.js';

/** One transaction of a writer: the orders it records facts of, in the order in which it locks them. */
export interface Transaction {
  orders: number[];
  commits: boolean;
}

/** What each writer does, and whose turn it is; a turn of nobody is the moment in which the relay loses its session. */
export interface Interleaving {
  writers: Transaction[][];
  turns: (number | 'relay-lost')[];
}

export const ORDERS = 3;

const transactions: fc.Arbitrary<Transaction> = fc.record({
  // Ascending, or two writers would wait for each other.
  orders: fc.subarray([...Array(ORDERS).keys()], { minLength: 1 }),
  commits: fc.integer({ min: 1, max: 5 }).map((chance) => chance > 1),
});

export const interleavings: fc.Arbitrary<Interleaving> = fc.record({
  writers: fc.array(fc.array(transactions, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 8 }),
  turns: fc.array(
    fc.oneof({ weight: 30, arbitrary: fc.nat(7) }, { weight: 1, arbitrary: fc.constant('relay-lost' as const) }),
    { maxLength: 80 },
  ),
});

/** One writer at work: each step begins a transaction, records one fact, or ends. */
export class Writer {
  private runner?: QueryRunner;
  private recorded: { id: string; total: number }[] = [];

  constructor(
    private readonly shop: NestFastifyApplication,
    private readonly ids: string[],
    private readonly transactions: Transaction[],
    /** Totals of the committed facts by the order's id, in the order of their recording. */
    private readonly committed: Map<string, number[]>,
  ) {}

  get isDone(): boolean {
    return this.transactions.length === 0;
  }

  /** The order whose lock the next step needs, if it needs one. */
  get wants(): string | undefined {
    const order = this.runner ? this.transactions[0]?.orders[this.recorded.length] : undefined;
    return order === undefined ? undefined : this.ids[order];
  }

  holds(id: string): boolean {
    return this.recorded.some((fact) => fact.id === id);
  }

  async step(total: number): Promise<void> {
    if (!this.runner) return this.begin();
    const id = this.wants;
    if (id) return this.record(this.runner, id, total);
    await this.end(this.runner);
  }

  private async begin(): Promise<void> {
    this.runner = this.shop.get(DataSource).createQueryRunner();
    await this.runner.startTransaction();
  }

  private async record(runner: QueryRunner, id: string, total: number): Promise<void> {
    await runner.query('SELECT 1 FROM customers WHERE id = $1 FOR UPDATE', [id]);
    await this.shop.get(Outbox).add(runner.manager, placed(id, total));
    this.recorded.push({ id, total });
  }

  private async end(runner: QueryRunner): Promise<void> {
    const { commits } = this.transactions.shift()!;
    await (commits ? runner.commitTransaction() : runner.rollbackTransaction());
    await runner.release();
    if (commits) for (const { id, total } of this.recorded) this.committed.get(id)!.push(total);
    this.runner = undefined;
    this.recorded = [];
  }
}
