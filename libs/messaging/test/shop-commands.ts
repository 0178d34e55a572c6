import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MessagingStatus, Outbox, type MessagingFigures } from '../src/index.js';
import { CustomerStateV1, placed } from './shop.js';

export interface OrderBody {
  count?: number;
  customerId?: string;
  /** Number of an advisory lock. */
  waitsForGate?: number;
}

/** Commands of the shop as a service has them: lock, change and fact in one transaction, answered after its commit. */
@Controller()
export class ShopCommands {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly status: MessagingStatus,
  ) {}

  /** Places so many orders in one transaction; facts of one order queue by its lock. It may have to wait before its commit. */
  @Post('orders/:id')
  async place(@Param('id') id: string, @Body() body: OrderBody): Promise<void> {
    const { count = 1, customerId, waitsForGate } = body ?? {};
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtext($1))', [id]);
      await this.outbox.add(tx, ...Array.from({ length: count }, () => placed(id, 1, customerId)));
      if (!waitsForGate) return;
      await this.outbox.flush(tx);
      await tx.query('SELECT pg_advisory_xact_lock($1)', [waitsForGate]);
    });
  }

  @Put('customers/:id')
  async keepCustomer(@Param('id') id: string, @Body() body: { name: string }): Promise<void> {
    const upsert = `INSERT INTO customers VALUES ($1, 1, $2)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = customers.version + 1`;
    await this.dataSource.transaction(async (tx) => {
      await tx.query(upsert, [id, body.name]);
      await this.outbox.addState(tx, CustomerStateV1, id);
    });
  }

  @Get('status')
  figures(): Promise<MessagingFigures> {
    return this.status.read();
  }
}
