import type { MigrationInterface, QueryRunner } from 'typeorm';
import shipped from './identity-rules-v1.json' with { type: 'json' };

/** By which rules customers are told apart: versions that are added to and never changed. */
export class IdentityRules1800000000000 implements MigrationInterface {
  readonly name = 'IdentityRules1800000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.identity_rules (
        version integer primary key,
        valid_from timestamptz not null,
        changed_at timestamptz not null default now(),
        changed_by text not null,
        reason text not null,
        rules jsonb not null
      )`);
    await db.query(`comment on table app.identity_rules is
      'versions of the rules of identity; in force is the highest whose time has come'`);
    await db.query(`
      create function app.keep_versions() returns trigger language plpgsql as $$
      begin
        raise exception 'a version stays as it is: add another';
      end $$`);
    await db.query(`create trigger keep_versions before update or delete on app.identity_rules
      for each row execute function app.keep_versions()`);
    await db.query(`insert into app.identity_rules values (1, '-infinity', now(), 'rapport', 'as shipped', $1)`, [
      JSON.stringify(shipped),
    ]);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.identity_rules`);
    await db.query(`drop function app.keep_versions`);
  }
}
