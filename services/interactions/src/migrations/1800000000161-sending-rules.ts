import type { MigrationInterface, QueryRunner } from 'typeorm';
import defaults from './sending-v1.json' with { type: 'json' };

/** What is sent by itself when something happens, and the templates for it. */
export class SendingRules1800000000161 implements MigrationInterface {
  readonly name = 'SendingRules1800000000161';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.sending_rules (
        code text not null,
        version integer not null,
        form jsonb not null,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        primary key (code, version)
      );
      comment on table app.sending_rules is 'which template is sent when something happens, in versions'`);
    for (const [table, all] of [
      ['app.message_templates', defaults.templates],
      ['app.sending_rules', defaults.rules],
    ]) {
      await db.query(
        `insert into ${table} (code, version, form, valid_from, published_by)
         select t.code, 1, t.form, '1970-01-01Z', 'default' from json_to_recordset($1) as t(code text, form jsonb)
         on conflict do nothing`,
        [JSON.stringify(all)],
      );
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.sending_rules`);
    await db.query(`delete from app.message_templates where code = any($1) and published_by = 'default'`, [
      defaults.templates.map(({ code }) => code),
    ]);
  }
}
