import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureReferenceTable } from '@app/service-kit';

/**
 * What this service keeps of others' data. Every signed-in actor may read these rows inside a command or a view; no
 * route lists them, and only the service's own consumers write them.
 */
export class CreateReplicas1795300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE organizations (
        id uuid PRIMARY KEY,
        name jsonb NOT NULL,
        parent_id uuid
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
        "from" date NOT NULL,
        until date
      );
      CREATE INDEX appointments_person ON appointments (person_id);
      CREATE TABLE cohorts (
        id uuid PRIMARY KEY,
        program_id uuid NOT NULL,
        organizer_id uuid NOT NULL,
        commissioner_id uuid,
        partner_ids uuid[] NOT NULL
      );
      CREATE TABLE participants (
        id uuid PRIMARY KEY,
        cohort_id uuid NOT NULL,
        person_id uuid NOT NULL,
        organization_id uuid NOT NULL,
        withdrawn_at timestamptz
      );
      CREATE INDEX participants_person ON participants (person_id);
      CREATE INDEX participants_organization ON participants (organization_id);
    `);
    for (const table of ['organizations', 'people', 'appointments', 'cohorts', 'participants']) {
      await runner.query(secureReferenceTable(table));
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE participants, cohorts, appointments, people, organizations');
  }
}
