import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ValueClassesTold1800000000120 implements MigrationInterface {
  readonly name = 'ValueClassesTold1800000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.value_classes (
        customer_id uuid not null,
        told_at timestamptz not null,
        value_class text not null,
        primary key (customer_id, told_at)
      );
      comment on table app.value_classes is 'as what analytics ranked each customer, from when it was told'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table app.value_classes');
  }
}
