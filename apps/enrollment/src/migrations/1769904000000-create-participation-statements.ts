import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '@app/service-kit';

/** Statements of participation, and when sessions end: hours are counted from it. */
export class CreateParticipationStatements1769904000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE sessions ADD COLUMN ends_at timestamptz');
    await runner.query(STATEMENTS);
    const owners = { home: 'organization_id', organizer: 'organizer_id', program: 'program_id', person: 'person_id' };
    await runner.query(secureTable('participation_statements', owners));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE participation_statements');
    await runner.query('ALTER TABLE sessions DROP COLUMN ends_at');
  }
}

const STATEMENTS = `
  CREATE TABLE participation_statements (
    id uuid PRIMARY KEY,
    participant_id uuid NOT NULL CONSTRAINT participation_statements_participant_id REFERENCES participants (id),
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    person_id uuid NOT NULL,
    attended_sessions integer NOT NULL,
    counted_sessions integer NOT NULL,
    minutes integer,
    stated_on date NOT NULL,
    stated_at timestamptz NOT NULL,
    CONSTRAINT participation_statements_sessions CHECK (attended_sessions BETWEEN 1 AND counted_sessions)
  );
  CREATE UNIQUE INDEX participation_statements_one_a_day ON participation_statements (participant_id, stated_on);
  CREATE INDEX participation_statements_cohort ON participation_statements (cohort_id, id);
`;
