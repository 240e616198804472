import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CustomerClass1800000000110 implements MigrationInterface {
  readonly name = 'CustomerClass1800000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.customer_class (
        customer_id uuid primary key,
        value_class text not null,
        told_at timestamptz not null
      ) with (fillfactor = 90);
      comment on table app.customer_class is 'as what the senders of contacts last ranked each customer'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.customer_class`);
  }
}
