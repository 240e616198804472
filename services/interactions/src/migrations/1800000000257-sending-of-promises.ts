import type { MigrationInterface, QueryRunner } from 'typeorm';
import defaults from './sending-of-promises.json' with { type: 'json' };

const TABLES = [
  ['app.message_templates', defaults.templates],
  ['app.sending_rules', defaults.rules],
] as const;

/** When we call after a complaint, and to when a promise was moved: rules that are off until somebody wants them. */
export class SendingOfPromises1800000000257 implements MigrationInterface {
  readonly name = 'SendingOfPromises1800000000257';

  async up(db: QueryRunner): Promise<void> {
    for (const [table, all] of TABLES) {
      await db.query(
        `insert into ${table} (code, version, form, valid_from, published_by)
         select t.code, 1, t.form, '1970-01-01Z', 'default' from json_to_recordset($1) as t(code text, form jsonb)
         on conflict do nothing`,
        [JSON.stringify(all)],
      );
    }
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [table, all] of TABLES) {
      await db.query(`delete from ${table} where code = any($1) and version = 1 and published_by = 'default'`, [
        all.map(({ code }) => code),
      ]);
    }
  }
}
