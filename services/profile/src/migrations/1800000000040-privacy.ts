import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was done for a customer's privacy, and which services have answered an erasure. Codes and ids only. */
export class Privacy1800000000040 implements MigrationInterface {
  readonly name = 'Privacy1800000000040';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.privacy_action (
        event_id uuid primary key,
        customer_id uuid not null,
        action text not null,
        actor text not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        position bigint not null,
        facts jsonb not null
      )`);
    await db.query(`comment on table app.privacy_action is
      'consents, holds, requests, erasures and exports: who did what, when and why; stays when the customer is erased'`);
    await db.query(`comment on column app.privacy_action.actor is 'a pseudonym made of issuer and subject'`);
    await db.query(`create index privacy_action_customer on app.privacy_action (customer_id, occurred_at desc)`);
    await db.query(`create index privacy_action_time on app.privacy_action (occurred_at desc, event_id desc)`);
    await db.query(`create index privacy_action_erasure on app.privacy_action ((facts->>'erasureId'))
      where action = 'CustomerErased'`);
    await db.query(`
      create table app.erasure_answer (
        erasure_id uuid not null,
        customer_id uuid not null,
        service text not null,
        removed bigint not null,
        answered_at timestamptz not null,
        primary key (erasure_id, customer_id, service)
      )`);
    await db.query(
      `comment on column app.erasure_answer.removed is 'records of personal values that the service removed'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.erasure_answer, app.privacy_action`);
  }
}
