import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever asks for a reading that is under way wants to know of what has happened since it began. */
export class AskAgain1767226200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- How often it was asked for, and how many of those the round that is under way answers.
      ALTER TABLE owner_reads ADD COLUMN asked integer NOT NULL DEFAULT 1, ADD COLUMN answered integer NOT NULL DEFAULT 0;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE owner_reads DROP COLUMN asked, DROP COLUMN answered');
  }
}
