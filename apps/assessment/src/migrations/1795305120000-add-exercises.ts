import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureReferenceTable, secureTable } from '@app/service-kit';

/** Group exercises of sessions, and which session belongs to which cohort. */
export class AddExercises1795305120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(secureReferenceTable('sessions'));
    await runner.query(secureTable('exercises', { ...ORGANIZER, also: OF_MY_COHORT }));
    await runner.query(secureTable('exercise_groups', { ...ORGANIZER, also: OF_MY_COHORT }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE exercise_groups, exercises, sessions');
  }
}

const ORGANIZER = { home: null, organizer: 'organizer_id', person: null, program: 'program_id' };
// Groups present to the room: everybody in it, and not the organizations that sent them.
const OF_MY_COHORT = `cohort_id = ANY (ARRAY(SELECT cohort_id FROM participants WHERE person_id = (SELECT tulga_person())))`;

const TABLES = `
  CREATE TABLE sessions (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL
  );
  CREATE TABLE exercises (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    session_id uuid NOT NULL,
    title jsonb NOT NULL,
    tasks jsonb NOT NULL,
    set_at timestamptz NOT NULL,
    version int NOT NULL
  );
  CREATE INDEX exercises_cohort ON exercises (cohort_id, id);
  CREATE TABLE exercise_groups (
    id uuid PRIMARY KEY,
    exercise_id uuid NOT NULL CONSTRAINT exercise_groups_exercise REFERENCES exercises (id),
    cohort_id uuid NOT NULL,
    session_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    number int NOT NULL,
    name text NOT NULL,
    members jsonb NOT NULL,
    member_ids uuid[] NOT NULL,
    leader_id uuid,
    elected_at timestamptz,
    answer text,
    answered_at timestamptz,
    version int NOT NULL,
    CONSTRAINT exercise_groups_number UNIQUE (exercise_id, number),
    CONSTRAINT exercise_groups_leader CHECK ((leader_id IS NULL) = (elected_at IS NULL)),
    CONSTRAINT exercise_groups_answer CHECK (
      (answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL OR leader_id IS NOT NULL))
  );
  CREATE INDEX exercise_groups_cohort ON exercise_groups (cohort_id);
  CREATE INDEX exercise_groups_members ON exercise_groups USING gin (member_ids);
`;
