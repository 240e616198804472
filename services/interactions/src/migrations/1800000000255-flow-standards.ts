import type { MigrationInterface, QueryRunner } from 'typeorm';
import standards from './flow-standards-v1.json' with { type: 'json' };

/** Promises kept, call-backs done in time, and enquiries per 100 orders. */
export class FlowStandards1800000000255 implements MigrationInterface {
  readonly name = 'FlowStandards1800000000255';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.service_rules (kind, code, version, form, valid_from, published_by)
       select 'standard', r.code, 1, r.form, '1970-01-01Z', 'default' from json_to_recordset($1) as r(code text, form jsonb)
       on conflict do nothing`,
      [JSON.stringify(standards)],
    );
    await db.query(`
      create index interactions_come_in on app.interactions_of_customer ((facts->>'type'), occurred_at) where facts->>'direction' = 'inbound';
      create index commerce_ordered on app.commerce (occurred_at) where kind in ('order', 'purchase')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop index app.interactions_come_in, app.commerce_ordered`);
    await db.query(`delete from app.service_rules where kind = 'standard' and code = any ($1)`, [
      standards.map(({ code }) => code),
    ]);
  }
}
