import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Earnings1800000000110 implements MigrationInterface {
  readonly name = 'Earnings1800000000110';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table app.entries add column refund_id uuid, add column owed bigint, add column settled bigint;
      create table app.earnings (
        purchase_id uuid primary key,
        customer_id uuid,
        points bigint,
        purchased_at timestamptz,
        refunds jsonb not null
      ) with (fillfactor = 80);
      comment on table app.earnings is 'What each purchase earned on whose account, and the refunds of it.';
      comment on column app.earnings.points is 'Null while it is not known to have earned any.';
      insert into app.earnings
      select purchase_id, customer_id, points, occurred_at, '[]' from app.entries where kind = 'earned'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `drop table app.earnings; alter table app.entries drop column refund_id, drop column owed, drop column settled`,
    );
  }
}
