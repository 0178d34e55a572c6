import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the rules promise of a row, promised by the database too. A contributor reads what is said of the own contribution
 * and removes nothing. Ceremonies are found by their cohort.
 */
export class GuardRows1769904000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, name, condition] of CHECKS) {
      await runner.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} CHECK (${condition})`);
    }
    await runner.query(`
      DROP POLICY contributions_scope ON contributions;
      CREATE POLICY contributions_read ON contributions FOR SELECT USING (${ORGANIZER} OR ${CONTRIBUTOR});
      CREATE POLICY contributions_write ON contributions USING (${ORGANIZER}) WITH CHECK (${ORGANIZER});
      CREATE INDEX ceremonies_by_cohort ON ceremonies (cohort_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ceremonies_by_cohort;
      DROP POLICY contributions_read ON contributions;
      DROP POLICY contributions_write ON contributions;
      CREATE POLICY contributions_scope ON contributions
        USING (${ORGANIZER} OR ${CONTRIBUTOR}) WITH CHECK (${ORGANIZER});
    `);
    for (const [table, name] of CHECKS) await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  }
}

const ORGANIZER = `((SELECT tulga_sees_all()) OR organizer_id = ANY ((SELECT tulga_organizations())::uuid[])
  OR program_id = ANY ((SELECT tulga_programs())::uuid[]))`;
const CONTRIBUTOR = `(contributor_id = (SELECT tulga_person())
  OR contributor_id = ANY ((SELECT tulga_organizations())::uuid[]))`;

const CHECKS = [
  ['cohorts', 'cohorts_status', `status IN ('planned', 'open', 'running', 'paused', 'concluded')`],
  ['cohorts', 'cohorts_subject_kind', `subject_kind IN ('person', 'institution')`],
  ['cohorts', 'cohorts_days', 'ends_on >= starts_on'],
  ['modules', 'modules_kind', `kind IN ('regular', 'international', 'final')`],
  ['modules', 'modules_days', 'ends_on >= starts_on'],
  ['sessions', 'sessions_status', `status IN ('scheduled', 'held', 'cancelled')`],
  ['sessions', 'sessions_mode', `mode IN ('onsite', 'online', 'hybrid')`],
  ['sessions', 'sessions_times', 'ends_at > starts_at'],
  ['sessions', 'sessions_cancellation', `(status = 'cancelled') = (cancellation_reason IS NOT NULL)`],
  ['contributions', 'contributions_role', `role IN ('partner', 'mentor', 'volunteer')`],
] as const;
