import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReadModels1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create schema app`);
    await runner.query(`
      create table app.customer_view (
        customer_id uuid primary key,
        party_type text,
        anonymous boolean,
        stage text,
        purchased_on date,
        registered_at timestamptz,
        seen_at timestamptz,
        contacts integer not null default 0,
        last_contact_at timestamptz,
        by_channel jsonb not null default '{}',
        last_contacts jsonb not null default '[]',
        purchases integer not null default 0,
        spent jsonb not null default '{}',
        last_purchase_at timestamptz,
        tier text,
        points bigint not null default 0,
        pending bigint not null default 0,
        feedback integer not null default 0,
        last_feedback jsonb
      ) with (fillfactor = 70)`);
    await runner.query(`create index customer_view_seen on app.customer_view (seen_at desc, customer_id desc)
      where party_type is not null`);
    await runner.query(`
      create table app.complaint (
        complaint_id uuid primary key,
        customer_id uuid not null,
        step text not null,
        closed boolean not null,
        severity smallint,
        cause text not null,
        opened_at timestamptz not null,
        due_acknowledge timestamptz,
        due_first_answer timestamptz,
        due_resolve timestamptz,
        breached boolean not null default false
      ) with (fillfactor = 80)`);
    await runner.query(`create index complaint_customer on app.complaint (customer_id)`);
    await runner.query(`
      create table app.timeline (
        customer_id uuid not null,
        occurred_at timestamptz not null,
        event_id uuid not null,
        kind text not null,
        type text not null,
        service text not null,
        summary jsonb not null,
        primary key (customer_id, occurred_at, event_id)
      )`);
    // Words that start alike are found by prefix; the values themselves stay where erasure empties them.
    await runner.query(`
      create function app.search_words(personal jsonb) returns tsvector language sql immutable parallel safe as $$
        select array_to_tsvector(coalesce(array_agg(distinct word), '{}'::text[])) from (
          select regexp_split_to_table(lower(personal->>'name'), '[[:space:],;]+')
          union all select lower(personal->>'name')
          union all select lower(i.value->>'normalised') from jsonb_each(personal) i where i.key like 'identifier:%'
          union all select regexp_replace(i.value->>'value', '[^0-9]', '', 'g') from jsonb_each(personal) i
            where i.key like 'identifier:%' and i.value->>'type' = 'phone'
        ) as words(word) where word <> ''
      $$`);
    await runner.query(`create index personal_search on messaging.personal using gin (app.search_words("values"))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop index messaging.personal_search`);
    await runner.query(`drop schema app cascade`);
  }
}
