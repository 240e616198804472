import type { MigrationInterface, QueryRunner } from 'typeorm';
import drafts from './promise-rules.json' with { type: 'json' };

const CLOCKS = ['standard-warned', 'standard-breached', 'standard-escalated'];

/**
 * Rules for promises and call-backs, as drafts. `promise-broken` said so of actions of plans, before anybody told of promises: that is
 * `plan-action-late` now. Rules on clocks of standards leave call-backs out, which have rules of their own. Where somebody has followed
 * the first version of one with one of their own, theirs stays the last.
 */
export class PromiseRules1800000000256 implements MigrationInterface {
  readonly name = 'PromiseRules1800000000256';

  async up(db: QueryRunner): Promise<void> {
    const rules = JSON.stringify(drafts.rules);
    await db.query(
      `insert into app.work_rules (code, switched_by) select r.code, 'default' from json_to_recordset($1) as r(code text)
       on conflict do nothing`,
      [rules],
    );
    await db.query(
      `insert into app.work_rule_versions (code, version, form, published_by)
       select r.code, r.version, r.form, 'default' from json_to_recordset($1) as r(code text, version integer, form jsonb)
       where not exists (select from app.work_rule_versions v where v.code = r.code and v.version >= r.version)`,
      [rules],
    );
    await db.query(
      `insert into app.work_rule_versions (code, version, form, published_by)
       select v.code, 2, jsonb_set(v.form, '{where}', coalesce(
         (select jsonb_agg(c.all_of || $2::jsonb) from jsonb_array_elements(v.form->'where') as c(all_of)), jsonb_build_array($2::jsonb))), 'default'
       from app.work_rule_versions v
       where v.code = any($1) and v.version = 1 and not exists (select from app.work_rule_versions l where l.code = v.code and l.version > 1)`,
      [CLOCKS, JSON.stringify([{ field: 'measure', isNot: ['callBack'] }])],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    const own = drafts.rules.map(({ code }) => code).filter(code => code !== 'promise-broken');
    await db.query(
      `delete from app.work_rule_versions v using app.work_rules r
       where v.code = r.code and v.version = 2 and v.published_by = 'default' and r.version_on is distinct from 2 and v.code = any($1)`,
      [['promise-broken', ...CLOCKS]],
    );
    await db.query(`delete from app.work_rule_trials where code = any($1)`, [own]);
    await db.query(`delete from app.work_rule_versions where code = any($1)`, [own]);
    await db.query(`delete from app.work_rules where code = any($1)`, [own]);
  }
}
