import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The log of a service's facts, what of it is unpublished, and where the service stands with what others publish. */
export class CreateMessaging1767225600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(OUTGOING);
    await queryRunner.query(INCOMING);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE dead_letters, parked, positions, outbox, event_log, messaging_state; DROP FUNCTION refuse_log_change',
    );
  }
}

const OUTGOING = `
  CREATE TABLE messaging_state (
    is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
    -- Raised by hand after this database was restored from a backup.
    epoch integer NOT NULL DEFAULT 1
  );
  INSERT INTO messaging_state DEFAULT VALUES;

  CREATE TABLE event_log (
    position bigint GENERATED ALWAYS AS IDENTITY,
    transaction_id xid8 NOT NULL DEFAULT pg_current_xact_id(),
    event_id uuid CONSTRAINT event_log_pkey PRIMARY KEY,
    name text NOT NULL,
    aggregate text NOT NULL,
    aggregate_id text NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    -- json, not jsonb: these are the bytes that are published and signed.
    envelope json NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT event_log_sequence UNIQUE (aggregate, aggregate_id, sequence)
  );
  CREATE INDEX event_log_order ON event_log (transaction_id, position);

  CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'event_log is append-only'; END $$;
  CREATE TRIGGER event_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

  CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('fact', 'state')),
    event_id uuid,
    contract text,
    entity_id text,
    added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CHECK ((kind = 'fact' AND event_id IS NOT NULL) OR (kind = 'state' AND contract IS NOT NULL AND entity_id IS NOT NULL))
  );
`;

const INCOMING = `
  CREATE TABLE positions (
    kind text NOT NULL CHECK (kind IN ('fact', 'state')),
    aggregate text NOT NULL,
    aggregate_id text NOT NULL,
    epoch integer NOT NULL DEFAULT 0,
    sequence bigint NOT NULL DEFAULT 0,
    -- Facts applied since "first"; it must never exceed the sequences passed since then.
    applied bigint NOT NULL DEFAULT 0,
    first bigint NOT NULL DEFAULT 1,
    -- Why later events of the aggregate wait, when they do.
    held text CHECK (held IN ('gap', 'replica', 'dead-letter')),
    -- Failures of unknown kind at the next event.
    attempts integer NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, aggregate, aggregate_id)
  ) WITH (fillfactor = 75);

  CREATE TABLE parked (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('fact', 'state')),
    aggregate text NOT NULL,
    aggregate_id text NOT NULL,
    epoch integer NOT NULL,
    sequence bigint NOT NULL,
    event json NOT NULL,
    reason text NOT NULL CHECK (reason IN ('gap', 'replica', 'dead-letter')),
    waits_entity text,
    waits_id text,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    attempts integer NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT parked_event UNIQUE (kind, aggregate, aggregate_id, epoch, sequence)
  );
  CREATE INDEX parked_waits ON parked (waits_entity, waits_id) WHERE reason = 'replica';

  CREATE TABLE dead_letters (
    id uuid PRIMARY KEY,
    -- Id of the event, or the place in the stream of what could not be read as one.
    event_id text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('fact', 'state')),
    type text,
    aggregate text,
    aggregate_id text,
    sequence bigint,
    -- A JSON string when it was no JSON.
    event json NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'replayed', 'discarded')),
    actor text,
    note text
  );
  CREATE INDEX dead_letters_open ON dead_letters (first_at) WHERE state = 'open';
`;
