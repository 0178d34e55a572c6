import type { EventOf } from '@app/contracts';
import { OnEvent, Tx } from '@app/messaging';
import { createService, type ServiceOptions } from '@app/service-kit';
import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  DataSource,
  type EntityManager,
  type EntitySubscriberInterface,
  type MigrationInterface,
  type QueryRunner,
  type TransactionCommitEvent,
} from 'typeorm';
import { OrderPlacedV1 } from './contracts.js';

export class CreateDeliveries1767300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE deliveries (id uuid PRIMARY KEY, total int NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE deliveries');
  }
}

const HANDLED = 'bench.handled';

/** Notes a delivery for each order, once. */
@Controller()
export class OrdersConsumer {
  @OnEvent(OrderPlacedV1)
  async deliverWhenOrderPlaced(
    @Payload() event: EventOf<typeof OrderPlacedV1>,
    @Tx() tx: EntityManager,
  ): Promise<void> {
    await tx.query('INSERT INTO deliveries VALUES ($1, $2)', [event.data.id, event.data.total]);
    const data = tx.queryRunner!.data as Record<string, string[]>;
    (data[HANDLED] ??= []).push(event.data.id);
  }
}

/** Tells which orders a transaction has handled, after its commit: nothing earlier counts as handled. */
class CommitWatch implements EntitySubscriberInterface {
  constructor(private readonly handled: (id: string) => void) {}

  afterTransactionCommit({ queryRunner }: TransactionCommitEvent): void {
    this.end(queryRunner)?.forEach((id) => this.handled(id));
  }

  afterTransactionRollback({ queryRunner }: TransactionCommitEvent): void {
    this.end(queryRunner);
  }

  private end(runner: QueryRunner): string[] | undefined {
    const data = runner.data as Record<string, string[] | undefined>;
    const ids = data[HANDLED];
    data[HANDLED] = undefined;
    return ids;
  }
}

@Module({ controllers: [OrdersConsumer] })
class StoreModule {}

const store: ServiceOptions = {
  name: 'store',
  title: 'Store',
  module: StoreModule,
  entities: [],
  migrations: [CreateDeliveries1767300000000],
  states: [],
  problems: {},
};

/** A replica of the service. */
export async function startStore(env: Record<string, string>, handled: (id: string) => void) {
  const app = await createService(store, env);
  app.get(DataSource).subscribers.push(new CommitWatch(handled));
  return { close: () => app.close() };
}
