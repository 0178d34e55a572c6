import { secureTable } from '@app/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Administrative rights: seen at their organization, by their holder and by who gave them. */
export class CreateGrants1767312060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(GRANTS);
    const owners = { home: 'scope_id', organizer: null, person: 'person_id', program: 'scope_id' };
    await runner.query(secureTable('grants', { ...owners, also: 'given_by = (SELECT tulga_person())' }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE grants');
  }
}

const GRANTS = `
  CREATE TABLE grants (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    person_id uuid CONSTRAINT grants_person REFERENCES people (id),
    client_id text,
    role text NOT NULL,
    scope text NOT NULL,
    scope_id uuid,
    "from" timestamptz NOT NULL,
    until timestamptz,
    revoked_at timestamptz,
    given_by uuid,
    CONSTRAINT grants_one_holder CHECK ((person_id IS NULL) <> (client_id IS NULL)),
    CONSTRAINT grants_scope CHECK ((scope = 'platform') = (scope_id IS NULL)),
    CONSTRAINT grants_dates CHECK (until > "from")
  );
  CREATE UNIQUE INDEX grants_live_once ON grants (coalesce(person_id::text, client_id), role, scope, scope_id)
    NULLS NOT DISTINCT WHERE revoked_at IS NULL AND until IS NULL;
  CREATE INDEX grants_by_scope ON grants (scope_id, id);
  CREATE INDEX grants_by_person ON grants (person_id);
`;
