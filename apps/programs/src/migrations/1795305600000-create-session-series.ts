import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Series of sessions, and which occurrence of which series a session is. Read and written as sessions are. */
export class CreateSessionSeries1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session_series (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        cohort_id uuid NOT NULL CONSTRAINT session_series_cohort REFERENCES cohorts (id),
        program_id uuid NOT NULL,
        organizer_id uuid NOT NULL,
        title jsonb NOT NULL,
        format text NOT NULL,
        mode text NOT NULL CONSTRAINT session_series_mode CHECK (mode IN ('onsite', 'online', 'hybrid')),
        rule text NOT NULL,
        first_starts_at timestamptz NOT NULL,
        minutes integer NOT NULL CONSTRAINT session_series_minutes CHECK (minutes > 0),
        time_zone text NOT NULL,
        venue jsonb,
        counted boolean NOT NULL
      );
      CREATE INDEX session_series_by_cohort ON session_series (cohort_id);
      ALTER TABLE session_series ENABLE ROW LEVEL SECURITY;
      ALTER TABLE session_series FORCE ROW LEVEL SECURITY;
      CREATE POLICY session_series_read ON session_series FOR SELECT USING ((SELECT tulga_scope()) IS NOT NULL);
      CREATE POLICY session_series_write ON session_series USING (${ORGANIZER}) WITH CHECK (${ORGANIZER});
    `);
    await runner.query(`
      ALTER TABLE sessions
        ADD COLUMN series_id uuid CONSTRAINT sessions_series REFERENCES session_series (id),
        ADD COLUMN occurrence integer,
        ADD CONSTRAINT sessions_occurrence UNIQUE (series_id, occurrence),
        ADD CONSTRAINT sessions_of_series CHECK ((series_id IS NULL) = (occurrence IS NULL));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions DROP COLUMN series_id, DROP COLUMN occurrence');
    await runner.query('DROP TABLE session_series');
  }
}

const ORGANIZER = `((SELECT tulga_sees_all()) OR organizer_id = ANY ((SELECT tulga_organizations())::uuid[])
  OR program_id = ANY ((SELECT tulga_programs())::uuid[]))`;
