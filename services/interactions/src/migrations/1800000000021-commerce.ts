import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Commerce1800000000021 implements MigrationInterface {
  readonly name = 'Commerce1800000000021';

  async up(db: QueryRunner): Promise<void> {
    // A sender may give an order and its purchase the same id, so only kind and id together tell them apart.
    await db.query(`
      create table app.commerce (
        kind text not null,
        id uuid not null,
        customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        facts jsonb not null,
        primary key (kind, id)
      )`);
    await db.query(`comment on column app.commerce.kind is
      'requirements, order, cancellation, purchase, refund, delivery, goal or review'`);
    await db.query(`
      create index commerce_newest on app.commerce (customer_id, kind, occurred_at desc, id desc)`);
    await db.query(`
      create index commerce_of_order on app.commerce ((facts->>'orderId')) where kind in ('purchase', 'delivery')`);
    // Purchases were recorded before this table was there.
    await db.query(`
      insert into app.commerce
      select 'purchase', (payload->>'purchaseId')::uuid, (payload->>'customerId')::uuid, occurred_at, recorded_at, payload::jsonb
      from messaging.events where type = 'PurchaseMade' on conflict do nothing`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.commerce`);
  }
}
