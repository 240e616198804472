import type { MigrationInterface, QueryRunner } from 'typeorm';
import catalogue from './causes-v1.json' with { type: 'json' };
import house from './house-rules-v1.json' with { type: 'json' };

/** Causes, the channels that take complaints, and the house's rules: reference data in versions, never overwritten. */
export class ReferenceData1760000000000 implements MigrationInterface {
  readonly name = 'ReferenceData1760000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create schema if not exists app`);
    await db.query(`
      create table app.causes (
        version integer not null,
        code text not null,
        playbook text,
        place integer not null,
        primary key (version, code)
      )`);
    await db.query(`create table app.channels (code text primary key)`);
    await db.query(
      `comment on table app.channels is 'channels whose catalogue entry takes complaints; others are flagged'`,
    );
    await db.query(`
      create table app.house_rules (
        version integer primary key,
        valid_from timestamptz not null,
        rules jsonb not null
      )`);
    await db.query(
      `comment on table app.house_rules is 'calendar, hours by severity and clock, factors by value class'`,
    );
    await db.query(
      `insert into app.causes select $1, c.code, c.playbook, c.place
       from rows from (json_to_recordset($2) as (code text, playbook text)) with ordinality as c(code, playbook, place)`,
      [catalogue.version, JSON.stringify(catalogue.causes)],
    );
    await db.query(`insert into app.channels select unnest($1::text[])`, [catalogue.channels]);
    await db.query(`insert into app.house_rules values ($1, '-infinity', $2)`, [house.version, JSON.stringify(house)]);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.house_rules, app.channels, app.causes`);
  }
}
