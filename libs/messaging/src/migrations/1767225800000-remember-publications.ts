import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which places in the streams our events have got, so that the one that the broker has lost can be named. */
export class RememberPublications1767225800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- One row for each batch, so that remembering costs little.
      CREATE TABLE publications (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream text NOT NULL,
        sequences bigint[] NOT NULL,
        -- Beside each sequence: the id of the fact, or contract and id of the entity ("programs.cohort.v1 0197…").
        events text[] NOT NULL,
        first_sequence bigint NOT NULL,
        last_sequence bigint NOT NULL,
        published_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX publications_place ON publications (stream, last_sequence);
      CREATE INDEX publications_age ON publications (stream, published_at);

      -- How the stream looked when it was last compared with our publications.
      CREATE TABLE stream_checks (
        stream text PRIMARY KEY,
        created text NOT NULL,
        first_sequence bigint NOT NULL,
        deleted bigint NOT NULL,
        checked_at timestamptz NOT NULL DEFAULT now()
      );

      -- A copy of what the broker has lost needs a message id of its own: it still knows the first one.
      ALTER TABLE outbox ADD COLUMN is_copy boolean NOT NULL DEFAULT false;

      -- Set with the raised epoch by whoever restores this database: what came after that moment is to be fetched again.
      ALTER TABLE messaging_state ADD COLUMN restored_from timestamptz;
      -- When nothing of others was under way to this service: what is in doubt after the broker was away is younger.
      ALTER TABLE messaging_state ADD COLUMN caught_up_at timestamptz;

      -- What was acknowledged before this table: the broker is asked to distribute it once more, consumers drop it.
      INSERT INTO outbox (kind, event_id, is_copy)
        SELECT 'fact', event_id, true FROM event_log
        WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.event_id = event_log.event_id) ORDER BY position;
      DROP TABLE published;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE published (
        is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
        stream_created text,
        facts bigint NOT NULL DEFAULT 0,
        checked_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO published DEFAULT VALUES;
      ALTER TABLE messaging_state DROP COLUMN restored_from, DROP COLUMN caught_up_at;
      ALTER TABLE outbox DROP COLUMN is_copy;
      DROP TABLE publications, stream_checks;
    `);
  }
}
