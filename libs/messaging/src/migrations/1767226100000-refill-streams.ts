import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the owner has come with filling a stream again that the broker has lost as a whole. */
export class RefillStreams1767226100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE stream_refills (
        -- The stream of the facts, or the contract of a state.
        name text PRIMARY KEY,
        -- The stream keeps nothing older.
        since timestamptz NOT NULL,
        -- The last fact in the order of the log that is in the outbox again.
        transaction_id xid8 NOT NULL DEFAULT '0',
        position bigint NOT NULL DEFAULT 0,
        -- The last entity that is.
        entity_id text
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE stream_refills');
  }
}
