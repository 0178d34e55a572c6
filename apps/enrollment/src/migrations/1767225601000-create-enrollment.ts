import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '@app/service-kit';

/** Nominations, participants, institutions, attendance and completion. */
export class CreateEnrollment1767225601000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [NOMINATIONS, PARTICIPANTS, INSTITUTIONS, SHEETS, RECORDS, COMPLETIONS, PROJECTS]) {
      await runner.query(sql);
    }
    const owners = { home: 'organization_id', organizer: 'organizer_id', program: 'program_id' };
    for (const table of ['nominations', 'participants', 'attendance_records', 'completions']) {
      await runner.query(secureTable(table, { ...owners, person: 'person_id' }));
    }
    const also = MEMBER_OF_INSTITUTION;
    await runner.query(secureTable('institution_enrollments', { ...owners, person: null, also }));
    await runner.query(secureTable('attendance_sheets', { ...owners, home: null, person: null, also: LINE_ON_SHEET }));
    await runner.query(secureTable('project_results', { home: null, organizer: null, person: null, also: AUTHOR }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE project_results, completions, attendance_records, attendance_sheets');
    await runner.query('DROP TABLE institution_enrollments, participants, nominations');
  }
}

/** A sheet is seen by who sees a line on it, and a project by who sees one of its authors. */
const LINE_ON_SHEET = `EXISTS (SELECT 1 FROM attendance_records line WHERE line.sheet_id = attendance_sheets.id)`;
const AUTHOR = `EXISTS (SELECT 1 FROM participants author WHERE author.id = project_results.participant_id)`;
const MEMBER_OF_INSTITUTION = `EXISTS (
  SELECT 1 FROM participants member
  WHERE member.cohort_id = institution_enrollments.cohort_id
    AND member.organization_id = institution_enrollments.organization_id)`;

const NOMINATIONS = `
  CREATE TABLE nominations (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    category text NOT NULL,
    category_note text,
    motivation text,
    appointment jsonb,
    status text NOT NULL,
    submitted_at timestamptz NOT NULL,
    decided_at timestamptz,
    waiver_reason text,
    decline_reason text,
    return_note text,
    CONSTRAINT nominations_status
      CHECK (status IN ('submitted', 'waitlisted', 'returned', 'admitted', 'declined', 'withdrawn'))
  );
  CREATE UNIQUE INDEX nominations_one_live_per_person ON nominations (cohort_id, person_id)
    WHERE status NOT IN ('declined', 'withdrawn');
  CREATE INDEX nominations_cohort ON nominations (cohort_id, id);
  CREATE INDEX nominations_organization ON nominations (organization_id, cohort_id, id);
  CREATE INDEX nominations_person ON nominations (person_id, id);
`;

const PARTICIPANTS = `
  CREATE TABLE participants (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    nomination_id uuid NOT NULL CONSTRAINT participants_nomination_id REFERENCES nominations (id),
    category text NOT NULL,
    appointment jsonb,
    waived boolean NOT NULL,
    status text NOT NULL CONSTRAINT participants_status CHECK (status IN ('active', 'withdrawn')),
    enrolled_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    withdrawal_reason text
  );
  CREATE UNIQUE INDEX participants_one_per_person ON participants (cohort_id, person_id);
  CREATE UNIQUE INDEX participants_nomination ON participants (nomination_id);
  CREATE INDEX participants_cohort ON participants (cohort_id, id);
  CREATE INDEX participants_organization ON participants (organization_id, cohort_id, id);
  CREATE INDEX participants_person ON participants (person_id, id);
`;

const INSTITUTIONS = `
  CREATE TABLE institution_enrollments (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    status text NOT NULL CONSTRAINT institution_enrollments_status CHECK (status IN ('active', 'withdrawn')),
    enrolled_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    withdrawal_reason text
  );
  CREATE UNIQUE INDEX institution_enrollments_one_per_institution
    ON institution_enrollments (cohort_id, organization_id);
  CREATE INDEX institution_enrollments_organization ON institution_enrollments (organization_id, id);
`;

const SHEETS = `
  CREATE TABLE attendance_sheets (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    session_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    recorded_at timestamptz NOT NULL,
    corrected_at timestamptz
  );
  CREATE UNIQUE INDEX attendance_sheets_one_per_session ON attendance_sheets (session_id);
  CREATE INDEX attendance_sheets_cohort ON attendance_sheets (cohort_id);
`;

const RECORDS = `
  CREATE TABLE attendance_records (
    session_id uuid NOT NULL,
    participant_id uuid NOT NULL CONSTRAINT attendance_records_participant_id REFERENCES participants (id),
    sheet_id uuid NOT NULL CONSTRAINT attendance_records_sheet_id REFERENCES attendance_sheets (id),
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    status text NOT NULL CONSTRAINT attendance_records_status
      CHECK (status IN ('present', 'late', 'excused', 'absent', 'substituted')),
    PRIMARY KEY (session_id, participant_id)
  );
  CREATE INDEX attendance_records_sheet ON attendance_records (sheet_id);
  CREATE INDEX attendance_records_cohort ON attendance_records (cohort_id, participant_id);
`;

const COMPLETIONS = `
  CREATE TABLE completions (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid,
    subject_kind text NOT NULL CONSTRAINT completions_subject_kind CHECK (subject_kind IN ('person', 'institution')),
    subject_id uuid NOT NULL,
    status text NOT NULL CONSTRAINT completions_status CHECK (status IN ('open', 'attained', 'missed')),
    reasons text[] NOT NULL,
    inputs jsonb,
    rule_version integer,
    attained_at timestamptz,
    missed_at timestamptz
  );
  CREATE UNIQUE INDEX completions_one_per_subject ON completions (cohort_id, subject_kind, subject_id);
  CREATE INDEX completions_organization ON completions (organization_id, cohort_id);
  CREATE INDEX completions_person ON completions (person_id);
`;

const PROJECTS = `
  CREATE TABLE project_results (
    project_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    cohort_id uuid NOT NULL,
    known_since timestamptz NOT NULL,
    outcome text,
    PRIMARY KEY (project_id, participant_id)
  );
  CREATE INDEX project_results_participant ON project_results (participant_id);
`;
