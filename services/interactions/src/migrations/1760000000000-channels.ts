import type { MigrationInterface, QueryRunner } from 'typeorm';
import catalogue from './channels-v1.json' with { type: 'json' };

/** The channel catalogue: reference data in versions, the highest of which is in force. */
export class Channels1760000000000 implements MigrationInterface {
  readonly name = 'Channels1760000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create schema if not exists app`);
    await db.query(`
      create table app.channels (
        version integer not null,
        code text not null,
        catalogue text not null,
        functions jsonb not null,
        hours text not null,
        traits jsonb not null,
        weak text[] not null,
        strong text[] not null,
        place integer not null,
        primary key (version, code)
      )`);
    await db.query(`comment on column app.channels.functions is 'function → yes, no or unconfirmed'`);
    await db.query(`
      create table app.contact_functions (
        version integer not null,
        contact_type text not null,
        function text not null,
        primary key (version, contact_type)
      )`);
    await db.query(`comment on table app.contact_functions is 'what a channel must offer for a contact of a type'`);
    const { version, channels, functionOfType } = catalogue;
    await db.query(
      `insert into app.channels
       select $1, c.code, c.catalogue, c.functions, c.hours, c.traits, c.weak, c.strong, c.place
       from rows from (json_to_recordset($2) as (code text, catalogue text, functions jsonb, hours text, traits jsonb,
         weak text[], strong text[])) with ordinality as c(code, catalogue, functions, hours, traits, weak, strong, place)`,
      [version, JSON.stringify(channels)],
    );
    await db.query(`insert into app.contact_functions select $1, key, value from json_each_text($2)`, [
      version,
      JSON.stringify(functionOfType),
    ]);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.contact_functions, app.channels`);
  }
}
