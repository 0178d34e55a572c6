import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As with the outbox: one statement numbers facts, and it counts from one. */
export class LightenLog1767226300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE event_log DROP CONSTRAINT event_log_sequence_check');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE event_log ADD CONSTRAINT event_log_sequence_check CHECK (sequence > 0)');
  }
}
