import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What analytics told of a customer's value, how it is best served, and what is best done next. */
export class Worth1800000000140 implements MigrationInterface {
  readonly name = 'Worth1800000000140';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.customer_worth (
        customer_id uuid primary key,
        lifetime_value jsonb,
        share_of_wallet jsonb,
        service_strategy jsonb,
        next_best_action jsonb
      ) with (fillfactor = 80)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table app.customer_worth');
  }
}
