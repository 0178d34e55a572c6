import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '@app/service-kit';

/** Conflicts of interest, score sheets and decisions; and what a member in conflict no longer sees. */
export class CreateJudging1795300120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      secureTable('conflicts', { ...ORGANIZER, person: 'person_id', also: `panel_id = ANY (${MY_PANELS})` }),
    );
    await runner.query(
      secureTable('score_sheets', {
        ...ORGANIZER,
        person: 'member_id',
        also: `submitted_at IS NOT NULL AND panel_id = ANY (${MY_PANELS})`,
      }),
    );
    await runner.query(secureTable('decisions', { ...ORGANIZER, also: OF_A_VISIBLE_PROJECT }));
    await runner.query(hideFromConflicted('projects', `id <> ALL (${EXCLUDED_FROM}) OR id = ANY (${WRITTEN_BY_ME})`));
    for (const table of ['project_versions', 'decisions']) {
      const condition = `project_id <> ALL (${EXCLUDED_FROM}) OR project_id = ANY (${WRITTEN_BY_ME})`;
      await runner.query(hideFromConflicted(table, condition));
    }
    await runner.query(hideFromConflicted('score_sheets', `project_id <> ALL (${EXCLUDED_FROM})`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY projects_conflicts ON projects');
    await runner.query('DROP POLICY project_versions_conflicts ON project_versions');
    await runner.query('DROP TABLE decisions, score_sheets, conflicts');
    await runner.query('DROP FUNCTION assessment_person');
  }
}

const ORGANIZER = { home: null, organizer: 'organizer_id', person: null, program: 'program_id' };
const MY_PANELS = `ARRAY(SELECT id FROM panels WHERE member_ids @> ARRAY[(SELECT tulga_person())])`;
const OF_A_VISIBLE_PROJECT = 'EXISTS (SELECT 1 FROM projects p WHERE p.id = project_id)';
const EXCLUDED_FROM = `ARRAY(SELECT project_id FROM conflicts
  WHERE person_id = (SELECT assessment_person()) AND resolution = 'excluded')`;
const WRITTEN_BY_ME = `ARRAY(SELECT project_id FROM project_authors WHERE person_id = (SELECT assessment_person()))`;

/** A restrictive policy is added to every other way of seeing a row, the organizer's and the ministry's too. */
function hideFromConflicted(table: string, condition: string): string {
  return `CREATE POLICY "${table}_conflicts" ON "${table}" AS RESTRICTIVE USING (${condition})`;
}

// tulga_person() knows nobody who sees all by a grant; a conflict of interest holds for them too.
const TABLES = `
  CREATE FUNCTION assessment_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('app.person', true), '')::uuid $$;
  CREATE TABLE conflicts (
    id uuid PRIMARY KEY,
    panel_id uuid NOT NULL CONSTRAINT conflicts_panel_fk REFERENCES panels (id),
    project_id uuid NOT NULL CONSTRAINT conflicts_project_fk REFERENCES projects (id),
    person_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    ground text NOT NULL,
    resolution text NOT NULL CONSTRAINT conflicts_resolution CHECK (resolution IN ('excluded', 'disclosed')),
    organization_id uuid,
    declared_by uuid,
    note text,
    found_at timestamptz NOT NULL,
    CONSTRAINT conflicts_once UNIQUE (project_id, person_id)
  );
  CREATE INDEX conflicts_person ON conflicts (person_id);
  CREATE INDEX conflicts_panel ON conflicts (panel_id, id);
  CREATE TABLE score_sheets (
    id uuid PRIMARY KEY,
    project_id uuid NOT NULL CONSTRAINT score_sheets_project REFERENCES projects (id),
    attempt int NOT NULL,
    cohort_id uuid NOT NULL,
    panel_id uuid NOT NULL CONSTRAINT score_sheets_panel_fk REFERENCES panels (id),
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    member_id uuid NOT NULL,
    rubric_id uuid NOT NULL CONSTRAINT score_sheets_rubric REFERENCES rubrics (id),
    rubric_version int NOT NULL,
    scores jsonb NOT NULL,
    comment text,
    submitted_at timestamptz,
    version int NOT NULL,
    CONSTRAINT score_sheets_once UNIQUE (project_id, attempt, member_id)
  );
  CREATE INDEX score_sheets_panel ON score_sheets (panel_id);
  CREATE INDEX score_sheets_cohort ON score_sheets (cohort_id);
  CREATE TABLE decisions (
    project_id uuid CONSTRAINT decisions_project REFERENCES projects (id),
    attempt int,
    cohort_id uuid NOT NULL,
    panel_id uuid NOT NULL CONSTRAINT decisions_panel_fk REFERENCES panels (id),
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    outcome text NOT NULL CONSTRAINT decisions_outcome CHECK (outcome IN ('passed', 'failed', 'revise')),
    score double precision NOT NULL CONSTRAINT decisions_score CHECK (score BETWEEN 0 AND 100),
    pass_mark double precision NOT NULL,
    sheets int NOT NULL CONSTRAINT decisions_sheets CHECK (sheets >= 3),
    criteria jsonb NOT NULL,
    rubric_id uuid NOT NULL CONSTRAINT decisions_rubric REFERENCES rubrics (id),
    rubric_version int NOT NULL,
    protocol_number text NOT NULL,
    deviation_reason text,
    recommendations text,
    resubmit_by timestamptz,
    decided_by uuid NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, attempt)
  );
  CREATE INDEX decisions_panel ON decisions (panel_id);
  CREATE INDEX decisions_cohort ON decisions (cohort_id);
`;
