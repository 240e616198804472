import type { MigrationInterface, QueryRunner } from 'typeorm';
import standards from './rhythm-standards-v1.json' with { type: 'json' };

export class RhythmStandards1800000000190 implements MigrationInterface {
  readonly name = 'RhythmStandards1800000000190';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.service_rules (kind, code, version, form, valid_from, published_by)
       select 'standard', r.code, 1, r.form, '1970-01-01Z', 'default' from json_to_recordset($1) as r(code text, form jsonb)
       on conflict do nothing`,
      [JSON.stringify(standards)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`delete from app.service_rules where kind = 'standard' and code = any ($1)`, [
      standards.map(({ code }) => code),
    ]);
  }
}
