import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Promises1800000000260 implements MigrationInterface {
  readonly name = 'Promises1800000000260';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.promise (
        promise_id uuid primary key,
        customer_id uuid not null,
        kind text not null,
        owner text not null,
        complaint_id uuid,
        interaction_id uuid,
        instead uuid,
        due_at timestamptz not null,
        broken boolean not null,
        ended text
      ) with (fillfactor = 80);
      create index promise_customer on app.promise (customer_id);
      create index promise_instead on app.promise (instead) where instead is not null;
      comment on table app.promise is 'what was promised to a customer, and what became of it; its words are with the service complaints';
      comment on column app.promise.instead is 'the broken promise that it makes up for';
      comment on column app.promise.ended is 'kept or released; null while the customer waits, after its time too';
      create table app.call_back (
        call_back_id uuid primary key,
        customer_id uuid not null,
        complaint_id uuid not null,
        round text not null,
        owner text,
        from_at timestamptz not null,
        due_at timestamptz not null,
        attempts integer not null,
        missed boolean not null,
        open boolean not null
      ) with (fillfactor = 80);
      create index call_back_open on app.call_back (customer_id) where open;
      comment on table app.call_back is 'whom to ask, after a complaint was closed, whether all is well'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.promise; drop table app.call_back`);
  }
}
