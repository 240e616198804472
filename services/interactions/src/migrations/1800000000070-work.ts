import type { MigrationInterface, QueryRunner } from 'typeorm';
import catalogue from './work-rules-v1.json' with { type: 'json' };

/** Rules of who has to do what and when, in versions; each is a draft until it was tried on past events and switched on. */
export class Work1800000000070 implements MigrationInterface {
  readonly name = 'Work1800000000070';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.work_rules (
        code text primary key,
        version_on integer,
        switched_by text not null,
        switched_at timestamptz not null default now()
      );
      comment on column app.work_rules.version_on is 'the version that sets people to work; none while it is switched off';

      create table app.work_rule_versions (
        code text not null references app.work_rules,
        version integer not null,
        form jsonb not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        primary key (code, version)
      );
      comment on table app.work_rule_versions is 'each version of each rule; a version is never changed, only followed';

      create table app.work_rule_trials (
        trial_id uuid primary key,
        code text not null,
        version integer not null,
        from_at timestamptz not null,
        until_at timestamptz not null,
        with_imported boolean not null,
        state text not null,
        looked_at bigint not null default 0,
        to_look_at bigint not null default 0,
        result jsonb,
        started_by text not null,
        started_at timestamptz not null default now(),
        beat_at timestamptz not null default now(),
        foreign key (code, version) references app.work_rule_versions
      );
      create index work_rule_trials_of on app.work_rule_trials (code, version, started_at desc);
      comment on table app.work_rule_trials is 'what a version of a rule would have raised on past events';

      create table app.rule_events (
        event_id uuid primary key,
        type text not null,
        subject text not null,
        occurred_at timestamptz not null,
        imported boolean not null,
        data jsonb not null
      );
      create index rule_events_of on app.rule_events (subject, type);
      create index rule_events_in_time on app.rule_events (type, occurred_at, event_id);
      comment on table app.rule_events is 'what other services told that rules may ask about'`);
    await db.query(
      `insert into app.work_rules (code, switched_by) select r.code, 'default' from json_to_recordset($1) as r(code text)`,
      [JSON.stringify(catalogue.rules)],
    );
    await db.query(
      `insert into app.work_rule_versions (code, version, form, published_by)
       select r.code, $1, r.form, 'default' from json_to_recordset($2) as r(code text, form jsonb)`,
      [catalogue.version, JSON.stringify(catalogue.rules)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.rule_events, app.work_rule_trials, app.work_rule_versions, app.work_rules`);
  }
}
