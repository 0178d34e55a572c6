import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureReferenceTable } from '@app/service-kit';

/** What enrollment knows of other services: public reference data, and people as far as coordinators need them. */
export class CreateReplicas1767225600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    for (const table of ['organizations', 'cohorts', 'modules', 'sessions']) {
      await runner.query(secureReferenceTable(table));
    }
    await runner.query(securePersonalReplica('people', 'id'));
    await runner.query(securePersonalReplica('appointments', 'person_id'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sessions, modules, cohorts, appointments, people, organizations');
  }
}

const TABLES = `
  CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    name jsonb NOT NULL,
    kind text NOT NULL,
    ownership text,
    parent_id uuid,
    country text NOT NULL,
    active boolean NOT NULL
  );
  CREATE TABLE people (
    id uuid PRIMARY KEY,
    name jsonb NOT NULL,
    active boolean NOT NULL
  );
  CREATE TABLE appointments (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    category text NOT NULL,
    title jsonb NOT NULL,
    held_from date NOT NULL,
    held_until date
  );
  CREATE INDEX appointments_person ON appointments (person_id, organization_id);
  CREATE TABLE cohorts (
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    code text NOT NULL,
    title jsonb NOT NULL,
    status text NOT NULL,
    nominations jsonb,
    seats_total integer,
    seats_per_organization integer,
    target_categories text[] NOT NULL,
    subject_kind text NOT NULL,
    completion_rule jsonb,
    concluded_at timestamptz
  );
  CREATE TABLE modules (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL
  );
  CREATE INDEX modules_cohort ON modules (cohort_id);
  CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    module_id uuid,
    number integer NOT NULL,
    starts_at timestamptz NOT NULL,
    counted boolean NOT NULL,
    status text NOT NULL
  );
  CREATE INDEX sessions_cohort ON sessions (cohort_id);
`;

/** Whoever nominates or organizes reads all of it (the person may have come from elsewhere), everybody else the own row. */
function securePersonalReplica(table: string, person: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY ${table}_read ON ${table} FOR SELECT USING (
      (SELECT tulga_sees_all()) OR ${person} = (SELECT tulga_person())
      OR (SELECT cardinality(tulga_organizations()) > 0 OR cardinality(tulga_programs()) > 0)
    );
    CREATE POLICY ${table}_write ON ${table} USING ((SELECT tulga_scope()) = 'service')
      WITH CHECK ((SELECT tulga_scope()) = 'service');
  `;
}
