import { newEvent } from '@app/contracts';
import { Outbox } from '@app/messaging';
import { createService, UnitOfWork, type ServiceOptions } from '@app/service-kit';
import { Injectable, Module } from '@nestjs/common';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { OrderPlacedV1 } from './contracts.js';

export class CreateOrders1767300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE orders (id uuid PRIMARY KEY, total int NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE orders');
  }
}

/** Commits an order and the fact that it was placed, as a command of a real service does. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  async place(order: { id: string; total: number; note: string }): Promise<void> {
    await this.work.run({ kind: 'service', name: 'shop' }, async (tx) => {
      await tx.query('INSERT INTO orders VALUES ($1, $2)', [order.id, order.total]);
      await this.outbox.add(tx, newEvent(OrderPlacedV1, { id: order.id, organizationId: order.id }, order));
    });
  }
}

@Module({ providers: [OrdersService] })
class ShopModule {}

const shop: ServiceOptions = {
  name: 'shop',
  title: 'Shop',
  module: ShopModule,
  entities: [],
  migrations: [CreateOrders1767300000000],
  states: [],
  problems: {},
};

/** A replica of the service. */
export async function startShop(env: Record<string, string>) {
  const app = await createService(shop, env);
  const orders = app.get(OrdersService);
  return { commit: (order: Parameters<OrdersService['place']>[0]) => orders.place(order), close: () => app.close() };
}
