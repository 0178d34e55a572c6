import { secureReferenceTable, secureTable } from '@app/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What certification keeps of other services. */
export class CreateReplicas1770000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLES);
    for (const table of ['organizations', 'cohorts']) await queryRunner.query(secureReferenceTable(table));
    await queryRunner.query(secureTable('people', { home: null, organizer: null, person: 'id' }));
    const ofTheNominating = { home: 'home_organization_id', organizer: null, person: 'person_id' };
    await queryRunner.query(secureTable('participants', ofTheNominating));
    await queryRunner.query(
      secureTable('appointments', { home: 'organization_id', organizer: null, person: 'person_id' }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE participants, appointments, people, cohorts, organizations');
  }
}

const TABLES = `
  CREATE TABLE organizations (
    id uuid PRIMARY KEY,
    name jsonb NOT NULL,
    active boolean NOT NULL
  );
  CREATE TABLE people (
    id uuid PRIMARY KEY,
    name jsonb NOT NULL
  );
  CREATE TABLE appointments (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    title jsonb NOT NULL,
    held_from date NOT NULL,
    held_until date
  );
  CREATE INDEX appointments_person ON appointments (person_id);
  CREATE TABLE cohorts (
    id uuid PRIMARY KEY,
    program_id uuid NOT NULL,
    program_title jsonb NOT NULL,
    title jsonb NOT NULL,
    organizer_id uuid NOT NULL,
    author_id uuid,
    starts_on date NOT NULL,
    ends_on date,
    subject_kind text NOT NULL,
    completion_rule jsonb,
    documents jsonb NOT NULL,
    concluded_at timestamptz
  );
  CREATE TABLE participants (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    person_id uuid NOT NULL,
    home_organization_id uuid NOT NULL,
    withdrawn_at timestamptz
  );
  CREATE INDEX participants_cohort ON participants (cohort_id);
`;
