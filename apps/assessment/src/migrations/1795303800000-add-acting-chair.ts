import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who decides on a project that the chair of its panel is in conflict with. */
export class AddActingChair1795303800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects ADD COLUMN acting_chair_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE projects DROP COLUMN acting_chair_id');
  }
}
