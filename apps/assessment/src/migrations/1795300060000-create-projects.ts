import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '@app/service-kit';

/** Rubrics, tasks, panels, and the projects that they meet in. */
export class CreateProjects1795300060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RUBRICS_TASKS_PANELS);
    await runner.query(PROJECTS);
    await runner.query(secureTable('panels', { ...ORGANIZER, also: `member_ids @> ARRAY[(SELECT tulga_person())]` }));
    await runner.query(secureTable('rubrics', { ...ORGANIZER, also: OF_MY_COHORT }));
    await runner.query(secureTable('tasks', { ...ORGANIZER, also: OF_MY_COHORT }));
    await runner.query(
      secureTable('project_authors', {
        ...ORGANIZER,
        home: 'organization_id',
        person: 'person_id',
        also: 'started_by = (SELECT tulga_person())',
      }),
    );
    await runner.query(
      secureTable('projects', {
        ...ORGANIZER,
        home: 'home_organization_id',
        person: 'started_by',
        also: `id = ANY (ARRAY(SELECT project_id FROM project_authors WHERE person_id = (SELECT tulga_person())))
          OR panel_id = ANY (${MY_PANELS})`,
      }),
    );
    await runner.query(secureTable('project_versions', { ...NOBODY, also: OF_A_VISIBLE_PROJECT }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE project_versions, project_authors, projects, panels, tasks, rubrics');
  }
}

const NOBODY = { home: null, organizer: null, person: null };
const ORGANIZER = { ...NOBODY, organizer: 'organizer_id', program: 'program_id' };
// Run once for a statement: nothing in them depends on the row.
const MY_PANELS = `ARRAY(SELECT id FROM panels WHERE member_ids @> ARRAY[(SELECT tulga_person())])`;
// Participants, the organizations that sent them and the panels' members know what is asked and how it is judged.
const OF_MY_COHORT = `cohort_id = ANY (ARRAY(SELECT cohort_id FROM participants
    WHERE person_id = (SELECT tulga_person()) OR organization_id = ANY ((SELECT tulga_organizations())::uuid[])))
  OR cohort_id = ANY (ARRAY(SELECT cohort_id FROM panels))`;
const OF_A_VISIBLE_PROJECT = 'EXISTS (SELECT 1 FROM projects p WHERE p.id = project_id)';

const RUBRICS_TASKS_PANELS = `
  CREATE TABLE rubrics (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    rubric_version int NOT NULL,
    title jsonb NOT NULL,
    pass_mark double precision NOT NULL CONSTRAINT rubrics_pass_mark CHECK (pass_mark BETWEEN 0 AND 100),
    criteria jsonb NOT NULL,
    frozen_at timestamptz,
    version int NOT NULL,
    CONSTRAINT rubrics_cohort_version UNIQUE (cohort_id, rubric_version)
  );
  CREATE TABLE tasks (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT tasks_kind CHECK (kind IN ('project', 'strategy')),
    title jsonb NOT NULL,
    due_at timestamptz NOT NULL,
    late_allowed boolean NOT NULL,
    version int NOT NULL
  );
  CREATE INDEX tasks_cohort ON tasks (cohort_id, id);
  CREATE TABLE panels (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    kind text NOT NULL CONSTRAINT panels_kind CHECK (kind IN ('panel', 'commission')),
    title jsonb NOT NULL,
    members jsonb NOT NULL,
    member_ids uuid[] NOT NULL,
    quorum int NOT NULL CONSTRAINT panels_quorum CHECK (quorum BETWEEN 3 AND cardinality(member_ids)),
    rubric_id uuid NOT NULL CONSTRAINT panels_rubric REFERENCES rubrics (id),
    appointment_order jsonb,
    appointed_at timestamptz NOT NULL,
    scoring_opened_at timestamptz,
    slots_taken int NOT NULL,
    version int NOT NULL
  );
  CREATE INDEX panels_cohort ON panels (cohort_id, id);
  CREATE INDEX panels_members ON panels USING gin (member_ids);
`;

const PROJECTS = `
  CREATE TABLE projects (
    id uuid PRIMARY KEY,
    task_id uuid NOT NULL CONSTRAINT projects_task REFERENCES tasks (id),
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    home_organization_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    summary text,
    language text NOT NULL CONSTRAINT projects_language CHECK (language IN ('kk', 'ru', 'en')),
    status text NOT NULL,
    authors jsonb NOT NULL,
    started_by uuid NOT NULL,
    attempt int NOT NULL,
    submitted_version int NOT NULL,
    panel_id uuid CONSTRAINT projects_panel REFERENCES panels (id),
    slot int,
    outcome text CONSTRAINT projects_outcome CHECK (outcome IN ('passed', 'failed', 'revise')),
    resubmit_by timestamptz,
    version int NOT NULL,
    CONSTRAINT projects_slot UNIQUE (panel_id, slot),
    CONSTRAINT projects_status CHECK (
      (status = 'draft' AND submitted_version = 0 AND panel_id IS NULL)
      OR (status = 'submitted' AND submitted_version > 0)
      OR (status = 'scoring' AND panel_id IS NOT NULL)
      OR (status = 'evaluated' AND panel_id IS NOT NULL AND outcome IS NOT NULL)),
    CONSTRAINT projects_panel_slot CHECK ((panel_id IS NULL) = (slot IS NULL))
  );
  CREATE INDEX projects_cohort ON projects (cohort_id, id);
  CREATE INDEX projects_home ON projects (home_organization_id, id);
  CREATE TABLE project_authors (
    task_id uuid,
    participant_id uuid,
    project_id uuid NOT NULL CONSTRAINT project_authors_project REFERENCES projects (id),
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    started_by uuid NOT NULL,
    PRIMARY KEY (task_id, participant_id)
  );
  CREATE INDEX project_authors_person ON project_authors (person_id);
  CREATE TABLE project_versions (
    project_id uuid CONSTRAINT project_versions_project REFERENCES projects (id),
    number int,
    attempt int NOT NULL,
    summary text NOT NULL,
    problem text,
    evidence text,
    roadmap text,
    files jsonb NOT NULL,
    late boolean NOT NULL,
    submitted_by uuid NOT NULL,
    submitted_at timestamptz NOT NULL,
    PRIMARY KEY (project_id, number)
  );
`;
