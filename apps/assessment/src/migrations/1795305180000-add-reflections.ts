import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '@app/service-kit';

/**
 * Reflections and what participants answered. An answer is read by whom its author lets read it: nobody's right is wide
 * enough for a private one, not the ministry's and not the platform's own.
 */
export class AddReflections1795305180000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      secureTable('reflections', {
        ...{ home: null, organizer: 'organizer_id', person: null, program: 'program_id' },
        also: `cohort_id = ANY (ARRAY(SELECT cohort_id FROM participants WHERE person_id = (SELECT tulga_person())))`,
      }),
    );
    await runner.query(ANSWERS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reflection_answers, reflections');
  }
}

const TABLES = `
  CREATE TABLE reflections (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    session_id uuid,
    prompt jsonb NOT NULL,
    asked_at timestamptz NOT NULL,
    answers int NOT NULL,
    version int NOT NULL
  );
  CREATE INDEX reflections_cohort ON reflections (cohort_id, id);
  CREATE TABLE reflection_answers (
    id uuid PRIMARY KEY,
    reflection_id uuid NOT NULL CONSTRAINT reflection_answers_reflection REFERENCES reflections (id),
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    visibility text NOT NULL CONSTRAINT reflection_answers_visibility
      CHECK (visibility IN ('private', 'facilitator', 'group', 'shared')),
    group_id uuid CONSTRAINT reflection_answers_exercise_group REFERENCES exercise_groups (id),
    text text NOT NULL,
    answered_at timestamptz NOT NULL,
    CONSTRAINT reflection_answers_once UNIQUE (reflection_id, participant_id),
    CONSTRAINT reflection_answers_group CHECK ((visibility = 'group') = (group_id IS NOT NULL))
  );
  CREATE INDEX reflection_answers_person ON reflection_answers (person_id);
`;

// No policy for changes: an answer stays as it was written.
const ANSWERS = `
  ALTER TABLE reflection_answers ENABLE ROW LEVEL SECURITY;
  ALTER TABLE reflection_answers FORCE ROW LEVEL SECURITY;
  CREATE POLICY reflection_answers_read ON reflection_answers FOR SELECT USING (
    person_id = (SELECT assessment_person())
    OR (visibility IN ('facilitator', 'shared') AND ((SELECT tulga_sees_all())
      OR organizer_id = ANY ((SELECT tulga_organizations())::uuid[])
      OR program_id = ANY ((SELECT tulga_programs())::uuid[])))
    OR (visibility = 'shared' AND cohort_id = ANY (ARRAY(SELECT cohort_id FROM participants
      WHERE person_id = (SELECT assessment_person()) AND withdrawn_at IS NULL)))
    OR (visibility = 'group' AND group_id = ANY (ARRAY(SELECT id FROM exercise_groups
      WHERE member_ids @> ARRAY[(SELECT assessment_person())]))));
  CREATE POLICY reflection_answers_write ON reflection_answers FOR INSERT
    WITH CHECK (person_id = (SELECT assessment_person()));
`;
