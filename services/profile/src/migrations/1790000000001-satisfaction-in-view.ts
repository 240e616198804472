import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SatisfactionInView1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.customer_view
      add column satisfaction double precision, add column satisfaction_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.customer_view drop column satisfaction, drop column satisfaction_at`);
  }
}
