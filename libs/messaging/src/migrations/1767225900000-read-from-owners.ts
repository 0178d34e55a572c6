import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a service has to read from the owners of what it keeps: once, or when an operator asks for it. */
export class ReadFromOwners1767225900000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE owner_reads (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('load', 'rebuild', 'backfill', 'follow', 'compare')),
        -- A state ("programs.cohort.v1"), a fact ("assessment.project.evaluated.v1") or an aggregate ("assessment.project").
        name text NOT NULL,
        since timestamptz,
        cursor text,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
        read bigint NOT NULL DEFAULT 0,
        applied bigint NOT NULL DEFAULT 0,
        removed bigint NOT NULL DEFAULT 0,
        error text,
        requested_by text NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        finished_at timestamptz
      );
      CREATE UNIQUE INDEX owner_reads_open ON owner_reads (kind, name) WHERE state = 'open';

      -- Facts that some version of this service handles, and since when no older version passes over them.
      CREATE TABLE handled_facts (
        name text PRIMARY KEY,
        aggregate text NOT NULL
      );
      -- Up to here a newly handled fact had been passed over.
      CREATE TABLE backfill_bounds (
        name text NOT NULL,
        aggregate_id text NOT NULL,
        sequence bigint NOT NULL,
        PRIMARY KEY (name, aggregate_id)
      );

      -- The newest epoch that was seen of each owner.
      CREATE TABLE owner_epochs (
        service text PRIMARY KEY,
        epoch integer NOT NULL
      );

      INSERT INTO owner_reads (id, kind, name, state, requested_by, finished_at)
        SELECT gen_random_uuid(), 'load', entity, 'done', 'bootstrap', loaded_at FROM replica_loads;
      DROP TABLE replica_loads;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE replica_loads (entity text PRIMARY KEY, loaded_at timestamptz NOT NULL DEFAULT now());
      INSERT INTO replica_loads SELECT name, max(finished_at) FROM owner_reads
        WHERE kind = 'load' AND state = 'done' GROUP BY name;
      DROP TABLE owner_epochs, backfill_bounds, handled_facts, owner_reads;
    `);
  }
}
