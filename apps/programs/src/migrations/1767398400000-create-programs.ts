import { secureReferenceTable } from '@app/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programs, cohorts, modules, sessions, contributions and ceremonies: offered to all who are signed in, changed by their organizer. */
export class CreatePrograms1767398400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ORGANIZATIONS);
    await runner.query(secureReferenceTable('organizations'));
    for (const sql of [PROGRAMS, COHORTS, MODULES, SESSIONS, CEREMONIES]) await runner.query(sql);
    await runner.query(offered('programs', 'id'));
    for (const table of ['cohorts', 'modules', 'sessions', 'ceremonies'])
      await runner.query(offered(table, 'program_id'));
    await runner.query(CONTRIBUTIONS_POLICY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE ceremonies, contributions, sessions, modules, cohorts, programs, organizations');
  }
}

const ORGANIZER = (program: string): string => `(SELECT tulga_sees_all())
  OR organizer_id = ANY ((SELECT tulga_organizations())::uuid[]) OR ${program} = ANY ((SELECT tulga_programs())::uuid[])`;

/** Read by everybody signed in, written by the organizer. */
function offered(table: string, program: string): string {
  return `
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
    CREATE POLICY ${table}_read ON ${table} FOR SELECT USING ((SELECT tulga_scope()) IS NOT NULL);
    CREATE POLICY ${table}_write ON ${table} USING (${ORGANIZER(program)}) WITH CHECK (${ORGANIZER(program)});
  `;
}

const ORGANIZATIONS = `
  CREATE TABLE organizations (id uuid PRIMARY KEY, kind text NOT NULL, active boolean NOT NULL);
`;

const PROGRAMS = `
  CREATE TABLE programs (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    code text NOT NULL,
    title jsonb NOT NULL,
    aliases jsonb NOT NULL,
    goals jsonb NOT NULL,
    description jsonb,
    organizer_id uuid NOT NULL,
    author_id uuid,
    policy_anchor jsonb,
    commission jsonb,
    CONSTRAINT programs_code UNIQUE (organizer_id, code)
  );
`;

const COHORTS = `
  CREATE TABLE cohorts (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    program_id uuid NOT NULL CONSTRAINT cohorts_program REFERENCES programs (id),
    organizer_id uuid NOT NULL,
    status text NOT NULL,
    code text NOT NULL,
    title jsonb NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    nominations jsonb,
    seats jsonb NOT NULL,
    target_categories jsonb NOT NULL,
    subject_kind text NOT NULL,
    completion_rule jsonb,
    documents jsonb NOT NULL,
    partners jsonb NOT NULL,
    CONSTRAINT cohorts_code UNIQUE (program_id, code)
  );
  CREATE INDEX cohorts_by_organizer ON cohorts (organizer_id);
`;

const MODULES = `
  CREATE TABLE modules (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL CONSTRAINT modules_cohort REFERENCES cohorts (id),
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    number integer NOT NULL,
    title jsonb NOT NULL,
    theme text,
    kind text NOT NULL,
    country text NOT NULL,
    city text NOT NULL,
    time_zone text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    partners jsonb NOT NULL,
    CONSTRAINT modules_number UNIQUE (cohort_id, number)
  );
`;

const SESSIONS = `
  CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL CONSTRAINT sessions_cohort REFERENCES cohorts (id),
    module_id uuid CONSTRAINT sessions_module REFERENCES modules (id),
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    status text NOT NULL,
    number integer NOT NULL,
    title jsonb NOT NULL,
    format text NOT NULL,
    mode text NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL,
    time_zone text NOT NULL,
    venue jsonb,
    counted boolean NOT NULL,
    speakers jsonb NOT NULL,
    agenda jsonb NOT NULL,
    materials jsonb NOT NULL,
    cancellation_reason text,
    CONSTRAINT sessions_number UNIQUE (cohort_id, number)
  );
`;

const CEREMONIES = `
  CREATE TABLE contributions (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL CONSTRAINT contributions_cohort REFERENCES cohorts (id),
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    role text NOT NULL,
    contributor_kind text NOT NULL CONSTRAINT contributions_kind CHECK (contributor_kind IN ('person', 'organization')),
    contributor_id uuid NOT NULL,
    CONSTRAINT contributions_once UNIQUE (cohort_id, role, contributor_id)
  );
  CREATE TABLE ceremonies (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL CONSTRAINT ceremonies_cohort REFERENCES cohorts (id),
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    title jsonb NOT NULL,
    starts_at timestamptz NOT NULL,
    venue jsonb,
    presenters jsonb NOT NULL,
    held_at timestamptz
  );
`;

/** Who gave what is between the organizer and the contributor. */
const CONTRIBUTIONS_POLICY = `
  ALTER TABLE contributions ENABLE ROW LEVEL SECURITY;
  ALTER TABLE contributions FORCE ROW LEVEL SECURITY;
  CREATE POLICY contributions_scope ON contributions
    USING (${ORGANIZER('program_id')} OR contributor_id = (SELECT tulga_person())
      OR contributor_id = ANY ((SELECT tulga_organizations())::uuid[]))
    WITH CHECK (${ORGANIZER('program_id')});
`;
