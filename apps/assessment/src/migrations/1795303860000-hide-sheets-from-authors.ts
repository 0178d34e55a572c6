import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Authors never see sheets of the own work, not even with an organizer's right. */
export class HideSheetsFromAuthors1795303860000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE POLICY score_sheets_authors ON score_sheets AS RESTRICTIVE USING (
      project_id <> ALL (ARRAY(SELECT project_id FROM project_authors
        WHERE person_id = (SELECT assessment_person()))))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP POLICY score_sheets_authors ON score_sheets');
  }
}
