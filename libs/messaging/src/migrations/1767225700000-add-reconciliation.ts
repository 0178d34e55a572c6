import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the broker must have of ours, and which replicas were filled from their owners. */
export class AddReconciliation1767225700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE published (
        is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
        -- When the broker made the stream; another time means another, empty stream.
        stream_created text,
        -- Messages of ours that it has acknowledged and not called duplicates.
        facts bigint NOT NULL DEFAULT 0,
        checked_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO published DEFAULT VALUES;

      CREATE INDEX event_log_recorded_at ON event_log USING brin (recorded_at);

      CREATE TABLE replica_loads (
        entity text PRIMARY KEY,
        loaded_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX event_log_recorded_at; DROP TABLE replica_loads, published');
  }
}
