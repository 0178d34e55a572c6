import { defineFact, defineState, DomainError, newEvent, ReplicaBehind, type EventOf } from '@app/contracts';
import { Controller, Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { Type as Schema } from 'typebox';
import { DataSource, type EntityManager, type MigrationInterface, type QueryRunner } from 'typeorm';
import { JetStreamServer } from '../src/incoming/jetstream-server.js';
import { MessagingModule } from '../src/messaging.module.js';
import { OnEvent, Tx } from '../src/incoming/on-event.js';
import { BUSINESS_CLOCK, StateSource, TRANSACTION_RUNNER, type RetryOptions, type StateRow } from '../src/ports.js';

/** A world small enough for specs of messaging: a shop publishes orders and customers, a store handles them. */
const order = { total: Schema.Integer(), customerId: Schema.Optional(Schema.String()) };
export const OrderPlacedV1 = defineFact('shop.order.placed.v1', { audience: 'internal' }, order);
export const OrderShippedV1 = defineFact('shop.order.shipped.v1', { audience: 'internal' }, {});
export const OrderPlacedV2 = defineFact('shop.order.placed.v2', { audience: 'internal' }, order);
export const CustomerStateV1 = defineState('shop.customer.v1', { audience: 'internal' }, { name: Schema.String() });

export const shopManifest = {
  name: 'shop',
  publishes: ['shop.order.placed.v1', 'shop.order.placed.v2', 'shop.order.shipped.v1', 'state:shop.customer.v1'],
};
export const storeManifest = {
  name: 'store',
  publishes: ['store.receipt.sent.v1', 'store.parcel.packed.v1'],
  consumes: ['shop.order.placed.v1', 'state:shop.customer.v1'],
};

/** Tables of both services. */
export class CreateShop1767300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE customers (id uuid PRIMARY KEY, version int NOT NULL, name text NOT NULL);
      CREATE TABLE seen (place bigint GENERATED ALWAYS AS IDENTITY, type text, subject text, sequence bigint, data json);
      CREATE TABLE known_customers (id uuid PRIMARY KEY, name text NOT NULL);`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE customers, seen, known_customers');
  }
}

/** The shop's customers as they are. */
export class CustomerSource extends StateSource<typeof CustomerStateV1> {
  readonly contract = CustomerStateV1;

  async load(tx: EntityManager, ids: readonly string[]): Promise<StateRow<typeof CustomerStateV1>[]> {
    return (await tx.query(`${CUSTOMERS} WHERE id = ANY ($1)`, [ids])).map(rowOf);
  }

  async page(tx: EntityManager, afterId: string | null, limit: number): Promise<StateRow<typeof CustomerStateV1>[]> {
    const sql = `${CUSTOMERS} WHERE $1::uuid IS NULL OR id > $1 ORDER BY id LIMIT $2`;
    return (await tx.query(sql, [afterId, limit])).map(rowOf);
  }
}

const CUSTOMERS = 'SELECT id, version, name FROM customers';

function rowOf(row: { id: string; version: number; name: string }): StateRow<typeof CustomerStateV1> {
  // A source with a bug: what the contract does not allow.
  const data = row.name === 'Nameless' ? ({} as { name: string }) : { name: row.name };
  return { id: row.id, version: row.version, organizationId: row.id, data };
}

/** A rule that an order breaks. */
export class OrderTooLarge extends DomainError {
  readonly code = 'order-too-large';
  readonly kind = 'conflict';
}

/** What the store's handlers are to do, by the order's id; specs change it. */
export const trouble = new Map<string, (event: EventOf<typeof OrderPlacedV1>) => void | Promise<void>>();

/** What the store does with the shop's events: it notes them, and orders of named customers need those. */
@Controller()
export class StoreConsumer {
  @OnEvent(OrderPlacedV1)
  async noteOrder(@Payload() event: EventOf<typeof OrderPlacedV1>, @Tx() tx: EntityManager): Promise<void> {
    const { customerId } = event.data;
    if (customerId) {
      const known = await tx.query('SELECT 1 FROM known_customers WHERE id = $1', [customerId]);
      if (known.length === 0) throw new ReplicaBehind('shop.customer', customerId);
    }
    await note(tx, event);
    await trouble.get(event.subject)?.(event);
  }

  @OnEvent(CustomerStateV1)
  async keepCustomer(@Payload() event: EventOf<typeof CustomerStateV1>, @Tx() tx: EntityManager): Promise<void> {
    await note(tx, event);
    if (event.data === null) {
      await tx.query('DELETE FROM known_customers WHERE id = $1', [event.subject]);
      return;
    }
    const sql = 'INSERT INTO known_customers VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name';
    await tx.query(sql, [event.subject, event.data.name]);
  }
}

async function note(tx: EntityManager, event: { type: string; subject: string; sequence: number; data: unknown }) {
  await tx.query('INSERT INTO seen (type, subject, sequence, data) VALUES ($1, $2, $3, $4)', [
    event.type,
    event.subject,
    event.sequence,
    JSON.stringify(event.data),
  ]);
}

export function placed(id: string, total = 1, customerId?: string) {
  const data = customerId ? { total, customerId } : { total };
  return newEvent(OrderPlacedV1, { id, organizationId: id }, data);
}

export function shipped(id: string) {
  return newEvent(OrderShippedV1, { id, organizationId: id }, {});
}

export interface StartOptions {
  name: 'shop' | 'store';
  dataSource: DataSource;
  nats: { url: string; user: string; password: string };
  serviceUrls?: Record<string, string>;
  retry?: Partial<RetryOptions>;
  reconcileMs?: number;
  controllers?: Type[];
}

/** Starts a service with messaging on a data source of its own and the given broker. */
export async function startService(options: StartOptions): Promise<NestFastifyApplication> {
  const { name, dataSource, nats, serviceUrls = {}, retry = {}, reconcileMs } = options;
  const messaging = MessagingModule.forRoot({
    service: name,
    states: name === 'shop' ? [CustomerSource] : [],
    nats,
    serviceUrls,
    internalToken: () => Promise.resolve('token'),
    retry: { firstMs: 50, maxMs: 200, ...retry },
    reconcileMs,
  });
  const controllers = options.controllers ?? (name === 'store' ? [StoreConsumer] : []);
  const builder = Test.createTestingModule({ imports: [portsOf(dataSource), messaging], controllers });
  const app = (await builder.compile()).createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
    logger: false,
  });
  app.connectMicroservice({ strategy: app.get(JetStreamServer) });
  await app.init();
  await app.startAllMicroservices();
  return app;
}

@Module({})
class Ports {}

function portsOf(dataSource: DataSource): DynamicModule {
  const runner = { run: <T>(work: (tx: EntityManager) => Promise<T>) => dataSource.transaction(work) };
  const clock = { now: () => new Date('2026-03-01T09:30:00Z') };
  return {
    module: Ports,
    global: true,
    providers: [
      { provide: DataSource, useValue: dataSource },
      { provide: TRANSACTION_RUNNER, useValue: runner },
      { provide: BUSINESS_CLOCK, useValue: clock },
    ],
    exports: [DataSource, TRANSACTION_RUNNER, BUSINESS_CLOCK],
  };
}
