import { secureTable } from '@app/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the provider remembers, the keys it signs with, and who there is to sign in. */
export class CreateIdentity1767225600000 implements MigrationInterface {
  name = 'CreateIdentity1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    // Sessions, codes and keys belong to no organization: no row-level security.
    await runner.query(`
      CREATE TABLE oidc_models (
        model text NOT NULL,
        key text NOT NULL,
        payload jsonb NOT NULL,
        grant_id text,
        uid text,
        consumed_at timestamptz,
        expires_at timestamptz,
        PRIMARY KEY (model, key)
      );
      CREATE INDEX oidc_models_grant_id ON oidc_models (grant_id) WHERE grant_id IS NOT NULL;
      CREATE INDEX oidc_models_uid ON oidc_models (uid) WHERE uid IS NOT NULL;
      CREATE INDEX oidc_models_expires_at ON oidc_models (expires_at);

      CREATE TABLE signing_keys (
        kid text PRIMARY KEY,
        sealed bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE people (
        id uuid PRIMARY KEY,
        cyrillic text NOT NULL,
        latin text NOT NULL,
        active boolean NOT NULL
      );
      ${secureTable('people', { home: null, organizer: null, person: 'id' })}

      CREATE TABLE accounts (
        person_id uuid PRIMARY KEY,
        login text NOT NULL CONSTRAINT accounts_login UNIQUE CONSTRAINT accounts_login_lower CHECK (login = lower(login)),
        password_hash text NOT NULL,
        failed_attempts integer NOT NULL DEFAULT 0,
        paused_until timestamptz
      );
      ${secureTable('accounts', { home: null, organizer: null, person: 'person_id' })}
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE accounts, people, signing_keys, oidc_models');
  }
}
