import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What analytics told last of a customer's value class, with the figures behind it. */
export class ValueClassInView1800000000122 implements MigrationInterface {
  readonly name = 'ValueClassInView1800000000122';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table app.customer_view add column value_class jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table app.customer_view drop column value_class');
  }
}
