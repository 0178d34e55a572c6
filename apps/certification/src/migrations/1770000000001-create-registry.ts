import { secureReferenceTable, secureTable } from '@app/service-kit';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases, confirmed names, the registry and what is published of it. */
export class CreateRegistry1770000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(PUBLISHED);
    await queryRunner.query(CASES);
    await queryRunner.query(CERTIFICATES);
    for (const table of ['achievements', 'status_lists']) await queryRunner.query(secureReferenceTable(table));
    const noOne = { home: null, organizer: null, person: null };
    for (const table of ['signing_keys', 'registry_counters']) await queryRunner.query(secureTable(table, noOne));
    await queryRunner.query(secureTable('name_confirmations', { ...noOne, person: 'person_id' }));
    const owners = {
      home: 'home_organization_id',
      organizer: 'organizer_id',
      person: 'person_id',
      program: 'program_id',
    };
    for (const table of ['certificate_cases', 'certificates']) await queryRunner.query(secureTable(table, owners));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE certificates, certificate_cases, name_confirmations');
    await queryRunner.query('DROP TABLE achievements, registry_counters, status_lists, signing_keys');
  }
}

const PUBLISHED = `
  CREATE TABLE signing_keys (
    public_key_multibase text PRIMARY KEY,
    did text NOT NULL,
    organization_id uuid,
    wrapped text NOT NULL,
    created_at timestamptz NOT NULL,
    retired_at timestamptz
  );
  CREATE UNIQUE INDEX signing_keys_current ON signing_keys (did) WHERE retired_at IS NULL;
  CREATE INDEX signing_keys_organization ON signing_keys (organization_id);

  CREATE TABLE status_lists (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL,
    purpose text NOT NULL CONSTRAINT status_lists_purpose CHECK (purpose IN ('revocation', 'suspension')),
    ordinal integer NOT NULL,
    used integer NOT NULL CONSTRAINT status_lists_used CHECK (used BETWEEN 0 AND 131072),
    version integer NOT NULL,
    signed json,
    signed_at timestamptz
  );
  CREATE UNIQUE INDEX status_lists_ordinal ON status_lists (organization_id, purpose, ordinal);
  CREATE INDEX status_lists_unsigned ON status_lists (id) WHERE signed IS NULL;

  CREATE TABLE registry_counters (
    prefix text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL CONSTRAINT registry_counters_last CHECK (last BETWEEN 1 AND 999999),
    PRIMARY KEY (prefix, year)
  );

  CREATE TABLE achievements (
    id uuid PRIMARY KEY,
    fingerprint text NOT NULL,
    cohort_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    kind text NOT NULL,
    name jsonb NOT NULL,
    description jsonb NOT NULL,
    criteria jsonb NOT NULL
  );
  CREATE UNIQUE INDEX achievements_fingerprint ON achievements (fingerprint);
`;

const CASES = `
  CREATE TABLE name_confirmations (
    id uuid PRIMARY KEY,
    version integer NOT NULL CONSTRAINT name_confirmations_version CHECK (version > 0),
    person_id uuid NOT NULL,
    name jsonb NOT NULL,
    confirmed_at timestamptz NOT NULL
  );
  CREATE UNIQUE INDEX name_confirmations_person ON name_confirmations (person_id);

  CREATE TABLE certificate_cases (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    home_organization_id uuid NOT NULL,
    holder_kind text NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid,
    kind text NOT NULL,
    ground text NOT NULL,
    ground_key uuid NOT NULL,
    ground_id uuid,
    role text,
    policy jsonb NOT NULL,
    status text NOT NULL
      CONSTRAINT certificate_cases_status CHECK (status IN ('open', 'reserved', 'issued', 'revoked', 'closed')),
    waits_for text[] NOT NULL,
    completion jsonb,
    evaluations jsonb NOT NULL,
    name_confirmed boolean NOT NULL,
    not_before timestamptz,
    opened_at timestamptz NOT NULL,
    CONSTRAINT certificate_cases_waiting CHECK (status = 'open' OR waits_for = '{}'),
    CONSTRAINT certificate_cases_person CHECK ((holder_kind = 'person') = (person_id IS NOT NULL))
  );
  CREATE UNIQUE INDEX certificate_cases_one ON certificate_cases (cohort_id, holder_id, kind, ground, ground_key);
  CREATE INDEX certificate_cases_page ON certificate_cases (cohort_id, id);
  CREATE INDEX certificate_cases_embargoed ON certificate_cases (not_before) WHERE waits_for = '{embargo}';
  CREATE INDEX certificate_cases_open_person ON certificate_cases (person_id) WHERE status = 'open';
`;

const CERTIFICATES = `
  CREATE TABLE certificates (
    id uuid PRIMARY KEY,
    version integer NOT NULL,
    case_id uuid NOT NULL CONSTRAINT certificates_case REFERENCES certificate_cases (id),
    cohort_id uuid NOT NULL,
    program_id uuid NOT NULL,
    organizer_id uuid NOT NULL,
    home_organization_id uuid NOT NULL,
    holder_kind text NOT NULL,
    holder_id uuid NOT NULL,
    person_id uuid,
    kind text NOT NULL,
    ground text NOT NULL,
    ground_id uuid NOT NULL,
    role text,
    number text NOT NULL,
    registration_number text NOT NULL,
    status text NOT NULL CONSTRAINT certificates_status CHECK (status IN ('reserved', 'issued', 'revoked')),
    credential_id uuid NOT NULL,
    achievement_id uuid NOT NULL CONSTRAINT certificates_achievement REFERENCES achievements (id),
    status_list_id uuid NOT NULL CONSTRAINT certificates_status_list REFERENCES status_lists (id),
    status_index integer NOT NULL CONSTRAINT certificates_status_index CHECK (status_index BETWEEN 0 AND 131071),
    content jsonb NOT NULL,
    issued_at timestamptz NOT NULL,
    reserved_at timestamptz NOT NULL,
    signed_at timestamptz,
    credential json,
    claimed_until timestamptz,
    attempts integer NOT NULL,
    revoked_at timestamptz,
    revocation_reason text,
    revocation_note text,
    revocation_published_at timestamptz,
    CONSTRAINT certificates_signed CHECK ((status = 'reserved') = (credential IS NULL)),
    CONSTRAINT certificates_revoked
      CHECK ((status = 'revoked') = (revoked_at IS NOT NULL AND revocation_reason IS NOT NULL))
  );
  CREATE UNIQUE INDEX certificates_number ON certificates (number);
  CREATE UNIQUE INDEX certificates_registration_number ON certificates (registration_number);
  CREATE UNIQUE INDEX certificates_credential ON certificates (credential_id);
  CREATE UNIQUE INDEX certificates_status_bit ON certificates (status_list_id, status_index);
  -- The last line of defense: whatever happens above it, a case has one valid document.
  CREATE UNIQUE INDEX certificates_one_live_per_case ON certificates (case_id) WHERE status IN ('reserved', 'issued');
  CREATE INDEX certificates_page ON certificates (cohort_id, id);
  CREATE INDEX certificates_holder ON certificates (holder_id);
  CREATE INDEX certificates_unsigned ON certificates (id) WHERE status = 'reserved';
  CREATE INDEX certificates_unpublished_revocation ON certificates (status_list_id)
    WHERE status = 'revoked' AND revocation_published_at IS NULL;
`;
