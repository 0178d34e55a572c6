import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What row-level security asks, and the three tables that every service has from service-kit. */
export class CreateServiceKit1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCOPE_FUNCTIONS);
    await runner.query(TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_log, idempotency_keys, access_grants');
    await runner.query('DROP FUNCTION tulga_sees, tulga_sees_all, tulga_organizations, tulga_programs, tulga_person');
    await runner.query('DROP FUNCTION tulga_scope');
  }
}

// After a transaction its settings are '' and not null on a connection that had them before.
const SCOPE_FUNCTIONS = `
  CREATE FUNCTION tulga_scope() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.scope', true), '') $$;
  CREATE FUNCTION tulga_sees_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(tulga_scope() IN ('service', 'platform'), false) $$;
  CREATE FUNCTION tulga_organizations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN tulga_scope() = 'organizations'
                 THEN nullif(current_setting('app.organizations', true), '')::uuid[] END $$;
  CREATE FUNCTION tulga_programs() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN tulga_scope() = 'organizations'
                 THEN nullif(current_setting('app.programs', true), '')::uuid[] END $$;
  CREATE FUNCTION tulga_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN tulga_scope() = 'organizations'
                 THEN nullif(current_setting('app.person', true), '')::uuid END $$;
  CREATE FUNCTION tulga_sees(home uuid, organizer uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce(tulga_sees_all() OR home = ANY (tulga_organizations())
                          OR organizer = ANY (tulga_organizations()) OR person = tulga_person(), false) $$;
`;

const TABLES = `
  CREATE TABLE access_grants (
    id uuid PRIMARY KEY,
    person_id uuid,
    client_id text,
    role text NOT NULL,
    scope text NOT NULL,
    scope_id uuid,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    revoked_at timestamptz
  );
  CREATE INDEX access_grants_person ON access_grants (person_id);
  CREATE INDEX access_grants_client ON access_grants (client_id);
  CREATE TABLE idempotency_keys (
    key text PRIMARY KEY,
    actor text NOT NULL,
    fingerprint text NOT NULL,
    answer json,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
  CREATE TABLE audit_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    actor text NOT NULL,
    action text NOT NULL,
    status text NOT NULL,
    trace_id text NOT NULL,
    business_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX audit_log_actor ON audit_log (actor, id);
`;
