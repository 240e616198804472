import type { MigrationInterface, QueryRunner } from 'typeorm';
import rules from './service-standards-v1.json' with { type: 'json' };

/** Business calendars and service standards: reference data in versions that are never changed, only followed. */
export class ServiceStandards1800000000060 implements MigrationInterface {
  readonly name = 'ServiceStandards1800000000060';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.service_rules (
        kind text not null,
        code text not null,
        version integer not null,
        form jsonb not null,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        primary key (kind, code, version)
      );
      comment on table app.service_rules is 'business calendars and service standards, each in versions';
      comment on column app.service_rules.kind is 'calendar or standard';
      comment on column app.service_rules.valid_from is 'of the versions whose time has come the highest is in force';

      create table app.standard_clocks (
        clock_id uuid primary key,
        customer_id uuid not null,
        since timestamptz not null,
        due_at timestamptz not null,
        team text,
        breached boolean not null,
        running boolean not null,
        facts jsonb not null
      ) with (fillfactor = 80);
      comment on table app.standard_clocks is 'what was promised by a service standard and took a while: whether it runs, and was breached';
      create index standard_clocks_running on app.standard_clocks (due_at, clock_id) where running;
      create index standard_clocks_of_customer on app.standard_clocks (customer_id) where running`);
    for (const [kind, all] of [
      ['calendar', rules.calendars],
      ['standard', rules.standards],
    ]) {
      await db.query(
        `insert into app.service_rules (kind, code, version, form, valid_from, published_by)
         select $1, r.code, 1, r.form, '1970-01-01Z', 'default' from json_to_recordset($2) as r(code text, form jsonb)`,
        [kind, JSON.stringify(all)],
      );
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.standard_clocks, app.service_rules`);
  }
}
