import type { MigrationInterface, QueryRunner } from 'typeorm';

export class InteractionsOfCustomer1760000000001 implements MigrationInterface {
  readonly name = 'InteractionsOfCustomer1760000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.interactions_of_customer (
        interaction_id uuid primary key,
        customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        facts jsonb not null
      )`);
    await db.query(`
      create index interactions_of_customer_newest
      on app.interactions_of_customer (customer_id, occurred_at desc, interaction_id desc)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.interactions_of_customer`);
  }
}
