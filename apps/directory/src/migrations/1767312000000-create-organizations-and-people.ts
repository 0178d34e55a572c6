import { secureTable } from '@app/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Organizations, which everybody signed in may read, and people, whom only their organizations and they themselves see. */
export class CreateOrganizationsAndPeople1767312000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORGANIZATIONS);
    await runner.query(PEOPLE);
    await runner.query(APPOINTMENTS);
    await runner.query(secureTable('appointments', { home: 'organization_id', organizer: null, person: 'person_id' }));
    await runner.query(
      secureTable('people', { home: 'home_organization_id', organizer: null, person: 'id', also: EMPLOYED }),
    );
    await runner.query(PEOPLE_BY_KEYS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION people_by_keys');
    await runner.query('DROP POLICY people_scope ON people');
    await runner.query('DROP TABLE appointments');
    await runner.query('DROP TABLE people');
    await runner.query('DROP TABLE organizations');
  }
}

// Every service has a replica of them, and whoever fills in a form must find them; changing them is the platform's.
const ORGANIZATIONS = `
  CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    name jsonb NOT NULL,
    sort_name text COLLATE "kk-x-icu" NOT NULL,
    search_text text NOT NULL,
    kind text NOT NULL,
    ownership text,
    parent_id uuid CONSTRAINT organizations_parent REFERENCES organizations (id),
    level text,
    country text NOT NULL CONSTRAINT organizations_country CHECK (country ~ '^[A-Z]{2}$'),
    website text,
    active boolean NOT NULL,
    CONSTRAINT organizations_not_above_itself CHECK (parent_id <> id),
    CONSTRAINT organizations_level_of_departments CHECK ((kind = 'education-department') = (level IS NOT NULL))
  );
  CREATE INDEX organizations_by_name ON organizations (sort_name, id);
  CREATE INDEX organizations_by_parent ON organizations (parent_id);
  ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
  ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
  CREATE POLICY organizations_read ON organizations FOR SELECT USING ((SELECT tulga_scope()) IS NOT NULL);
  CREATE POLICY organizations_write ON organizations
    USING ((SELECT tulga_sees_all())) WITH CHECK ((SELECT tulga_sees_all()));
`;

const PEOPLE = `
  CREATE TABLE people (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    name_cyrillic text COLLATE "kk-x-icu" NOT NULL,
    name_latin text NOT NULL,
    search_text text NOT NULL,
    home_organization_id uuid CONSTRAINT people_home REFERENCES organizations (id),
    preferred_language text CONSTRAINT people_language CHECK (preferred_language IN ('kk', 'ru', 'en')),
    iin_sealed text,
    iin_hash text CONSTRAINT people_iin_hash UNIQUE,
    mail_sealed text,
    mail_hash text CONSTRAINT people_mail_hash UNIQUE,
    phone_sealed text,
    active boolean NOT NULL,
    CONSTRAINT people_iin_sealed CHECK ((iin_sealed IS NULL) = (iin_hash IS NULL)),
    CONSTRAINT people_mail_sealed CHECK ((mail_sealed IS NULL) = (mail_hash IS NULL))
  );
  CREATE INDEX people_by_name ON people (name_cyrillic, id);
  CREATE INDEX people_by_home ON people (home_organization_id);
`;

const APPOINTMENTS = `
  CREATE TABLE appointments (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    person_id uuid NOT NULL CONSTRAINT appointments_person REFERENCES people (id),
    organization_id uuid NOT NULL CONSTRAINT appointments_organization REFERENCES organizations (id),
    category text NOT NULL,
    title jsonb NOT NULL,
    "from" date NOT NULL,
    until date,
    CONSTRAINT appointments_once UNIQUE (person_id, organization_id, category, "from"),
    CONSTRAINT appointments_dates CHECK (until >= "from")
  );
  CREATE INDEX appointments_by_organization ON appointments (organization_id, person_id);
`;

// Where a person holds or held an office, the organization knows the person, whoever registered him first.
const EMPLOYED = `id IN (SELECT a.person_id FROM appointments a
  WHERE a.organization_id = ANY ((SELECT tulga_organizations())::uuid[]))`;

// A coordinator must find out that a person is registered, by number or address and not by browsing: the function looks
// at all rows, and gives nothing but the id for a key that the caller knows already. The scope is put back at once; an
// error in between ends the transaction that it belongs to.
const PEOPLE_BY_KEYS = `
  CREATE FUNCTION people_by_keys(iin_hashes text[], mail_hashes text[])
    RETURNS TABLE (person_id uuid, person_iin_hash text, person_mail_hash text) LANGUAGE plpgsql
    AS $$
    DECLARE callers_scope text := current_setting('app.scope', true);
    BEGIN
      PERFORM set_config('app.scope', 'service', true);
      RETURN QUERY SELECT p.id, p.iin_hash, p.mail_hash FROM people p
        WHERE p.iin_hash = ANY (iin_hashes) OR p.mail_hash = ANY (mail_hashes);
      PERFORM set_config('app.scope', coalesce(callers_scope, ''), true);
    END $$;
`;
