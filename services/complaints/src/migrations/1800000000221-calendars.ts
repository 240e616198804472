import type { MigrationInterface, QueryRunner } from 'typeorm';
import house from './house-rules-v1.json' with { type: 'json' };

/**
 * House rules name a calendar of the catalogue that interactions keeps. What was in them until now holds until the catalogue was told, and
 * for complaints opened before: as `office` where nobody had changed it, else under a code of its own.
 */
export class Calendars1800000000221 implements MigrationInterface {
  readonly name = 'Calendars1800000000221';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.house_calendars (code text primary key, form jsonb not null);
      comment on table app.house_calendars is 'calendars from before the catalogue was told: version 0 of each';
      create table app.calendars (
        code text not null,
        version integer not null,
        valid_from timestamptz not null,
        form jsonb not null,
        primary key (code, version)
      );
      comment on table app.calendars is 'business calendars in versions, as interactions told of them';
      comment on column app.calendars.valid_from is 'of the versions whose time has come the highest is in force'`);
    const code = `case when rules->'calendar' = $1::jsonb then 'office' else 'house' || version end`;
    const parameters = [JSON.stringify(house.calendar)];
    await db.query(
      `insert into app.house_calendars select ${code}, rules->'calendar' from app.house_rules on conflict do nothing`,
      parameters,
    );
    await db.query(`update app.house_rules set rules = jsonb_set(rules, '{calendar}', to_jsonb(${code}))`, parameters);
    await db.query(
      `comment on table app.house_rules is 'the code of a calendar, hours by severity and clock, factors by value class'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      update app.house_rules r set rules = jsonb_set(rules, '{calendar}', c.form)
        from app.house_calendars c where c.code = r.rules->>'calendar';
      drop table app.calendars, app.house_calendars`);
  }
}
