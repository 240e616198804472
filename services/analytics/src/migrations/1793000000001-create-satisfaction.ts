import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Experiences, their sums by month, and what weighs them; then the partitions of all that grows. */
export class CreateSatisfaction1793000000001 implements MigrationInterface {
  readonly name = 'CreateSatisfaction1793000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema if not exists app;

      create table app.scorings (
        version integer primary key,
        half_life_days double precision not null check (half_life_days > 0),
        bad_weight double precision not null check (bad_weight >= 1),
        owed_each integer not null,
        owed_bad double precision not null,
        owed_good double precision not null,
        owed_months integer not null,
        servqual_per_point double precision not null
      );
      create table app.scores (
        version integer not null references app.scorings,
        kind text not null,
        score double precision not null check (score between -1 and 1),
        label text not null,
        primary key (version, kind)
      );

      create table app.experiences (
        event_id uuid not null,
        kind text not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        score double precision not null,
        cause_id uuid not null,
        primary key (recorded_customer_id, occurred_at, event_id, kind)
      ) partition by range (occurred_at);

      create table app.experience_sums (
        recorded_customer_id uuid not null,
        month_end timestamptz not null,
        bad boolean not null,
        cause_id uuid not null,
        n integer not null,
        weights double precision not null,
        scores double precision not null,
        primary key (recorded_customer_id, month_end, bad, cause_id)
      ) with (fillfactor = 80);

      create table app.repairs (
        cause_id uuid not null,
        complaint_id uuid not null,
        repaired_at timestamptz,
        primary key (cause_id, complaint_id)
      );
      create index repairs_complaint on app.repairs (complaint_id);

      select facts.make_all_partitions();`);

    const text = readFileSync(new URL('../../data/scores.v1.json', import.meta.url), 'utf8');
    await runner.query(
      `insert into app.scorings
       select (s->>'version')::integer, (s->>'halfLifeDays')::float8, (s->>'badWeight')::float8, (s->'owed'->>'each')::integer,
         (s->'owed'->>'bad')::float8, (s->'owed'->>'good')::float8, (s->'owed'->>'months')::integer, (s->>'servqualPerPoint')::float8
       from (select $1::jsonb as s)`,
      [text],
    );
    await runner.query(
      `insert into app.scores select ($1::jsonb->>'version')::integer, kind, score, label
       from jsonb_to_recordset($1::jsonb->'scores') as r(kind text, score float8, label text)`,
      [text],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table app.repairs, app.experience_sums, app.experiences, app.scores, app.scorings');
  }
}
