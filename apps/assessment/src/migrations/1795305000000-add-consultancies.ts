import type { MigrationInterface, QueryRunner } from 'typeorm';
import { secureTable } from '@app/service-kit';

/** Who advises which institution, with the log of the consultations. */
export class AddConsultancies1795305000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(
      secureTable('consultancies', {
        ...{ home: 'organization_id', organizer: 'organizer_id', person: 'person_id', program: 'program_id' },
        also: ADVISES_MY_INSTITUTION,
      }),
    );
    await runner.query(
      secureTable('consultations', {
        ...{ home: null, organizer: null, person: null },
        also: 'EXISTS (SELECT 1 FROM consultancies c WHERE c.id = consultancy_id)',
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE consultations, consultancies');
  }
}

const ADVISES_MY_INSTITUTION = `EXISTS (SELECT 1 FROM participants t WHERE t.person_id = (SELECT tulga_person())
  AND t.cohort_id = consultancies.cohort_id AND t.organization_id = consultancies.organization_id)`;

const TABLES = `
  CREATE TABLE consultancies (
    id uuid PRIMARY KEY,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    person_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    assigned_at timestamptz NOT NULL,
    consultations int NOT NULL,
    version int NOT NULL,
    CONSTRAINT consultancies_once UNIQUE (cohort_id, person_id, organization_id)
  );
  CREATE INDEX consultancies_person ON consultancies (person_id);
  CREATE TABLE consultations (
    consultancy_id uuid CONSTRAINT consultations_consultancy REFERENCES consultancies (id),
    number int,
    at timestamptz NOT NULL,
    note text NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (consultancy_id, number)
  );
`;
