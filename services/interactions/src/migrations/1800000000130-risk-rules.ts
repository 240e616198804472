import type { MigrationInterface, QueryRunner } from 'typeorm';
import drafts from './risk-rules-v2.json' with { type: 'json' };

/**
 * A call is due when the risk that analytics tells turns high, no more when the stage does. A draft, as every version is until it was
 * tried and switched on; where somebody has followed the first version with one of their own, theirs stays the last.
 */
export class RiskRules1800000000130 implements MigrationInterface {
  readonly name = 'RiskRules1800000000130';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.work_rule_versions (code, version, form, published_by)
       select r.code, 2, r.form, 'default' from json_to_recordset($1) as r(code text, form jsonb) join app.work_rules using (code)
       where not exists (select from app.work_rule_versions v where v.code = r.code and v.version > 1)`,
      [JSON.stringify(drafts.rules)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `delete from app.work_rule_versions v using app.work_rules r
       where v.code = r.code and v.version = 2 and v.published_by = 'default' and r.version_on is distinct from 2
         and v.code = any(select code from json_to_recordset($1) as d(code text))`,
      [JSON.stringify(drafts.rules)],
    );
  }
}
