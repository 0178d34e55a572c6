import { secureTable } from '@app/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Invitations to sign in, seen where the person is at home. */
export class CreateInvitations1767312120000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(INVITATIONS);
    await runner.query(secureTable('invitations', { home: 'home_organization_id', organizer: null, person: null }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invitations');
  }
}

const INVITATIONS = `
  CREATE TABLE invitations (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT invitations_person REFERENCES people (id),
    home_organization_id uuid,
    code_hash text NOT NULL CONSTRAINT invitations_code_hash UNIQUE,
    expires_at timestamptz NOT NULL,
    accepted_at timestamptz
  );
  CREATE INDEX invitations_by_person ON invitations (person_id);
`;
