import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OwedPoints1800000000110 implements MigrationInterface {
  readonly name = 'OwedPoints1800000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.customer_view add column owed bigint not null default 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.customer_view drop column owed`);
  }
}
