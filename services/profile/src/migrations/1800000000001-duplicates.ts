import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may be one with whom, and what was decided about who is who. Neither holds a name or an identifier. */
export class Duplicates1800000000001 implements MigrationInterface {
  readonly name = 'Duplicates1800000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.identity_history (
        event_id uuid primary key,
        what text not null,
        one uuid not null,
        other uuid not null,
        reason text not null,
        identifier_type text,
        crowded_type text,
        rules_version integer,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        actor text not null
      )`);
    await db.query(`comment on table app.identity_history is
      'merges, unmerges, refused merges and dismissed duplicates of recorded customers; of merges and unmerges one is the survivor'`);
    await db.query(`create index identity_history_one on app.identity_history (one)`);
    await db.query(`create index identity_history_other on app.identity_history (other)`);
    await db.query(
      `create index identity_history_apart on app.identity_history (one, other) where what in ('dismissed', 'unmerged')`,
    );

    await db.query(`
      create table app.duplicate_due (
        customer_id uuid primary key,
        since timestamptz not null default clock_timestamp()
      ) with (fillfactor = 70)`);
    await db.query(`create index duplicate_due_since on app.duplicate_due (since)`);
    await db.query(`comment on table app.duplicate_due is 'customers who are to be compared with others again'`);
    await db.query(`
      create table app.duplicate_key (
        key bigint not null,
        customer_id uuid not null,
        primary key (key, customer_id)
      )`);
    await db.query(`create index duplicate_key_customer on app.duplicate_key (customer_id)`);
    await db.query(`comment on column app.duplicate_key.key is
      'keyed digest of what records must share to be compared; the value cannot be told from it'`);
    await db.query(`
      create table app.duplicate_suggestion (
        suggestion_id uuid primary key,
        one uuid not null,
        other uuid not null,
        score double precision not null,
        reasons jsonb not null,
        rules_version integer not null,
        found_at timestamptz not null default now(),
        unique (one, other),
        check (one < other)
      )`);
    await db.query(`create index duplicate_suggestion_other on app.duplicate_suggestion (other)`);
    await db.query(`comment on column app.duplicate_suggestion.reasons is 'findings with their bits of evidence'`);
    // Who was there before is compared too.
    await db.query(`insert into app.duplicate_due (customer_id) select customer_id from app.customer_view`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.duplicate_suggestion, app.duplicate_key, app.duplicate_due, app.identity_history`);
  }
}
