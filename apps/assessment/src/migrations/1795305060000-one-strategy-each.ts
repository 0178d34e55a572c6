import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An institution has one strategy per task, whichever of its people began it. */
export class OneStrategyEach1795305060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE UNIQUE INDEX projects_strategy ON projects (task_id, home_organization_id) WHERE kind = 'strategy'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX projects_strategy');
  }
}
