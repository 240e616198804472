import { Inject, Injectable } from '@nestjs/common';
import type { WorkRuleForm } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { MESSAGING, Problem } from '@rapport/service-kit';
import { checkWorkRule } from '../domain/work-rule-check.ts';
import type { WorkRule } from '../domain/work-rule.ts';

export interface PublishedWorkRule extends WorkRule {
  readonly publishedBy: string;
  readonly publishedAt: string;
  /** Whether this version sets people to work. */
  readonly on: boolean;
  /** Whether it was tried on past events, to the end. */
  readonly tried: boolean;
}

type Row = Omit<PublishedWorkRule, 'publishedAt'> & { readonly publishedAt: Date };

const COLUMNS = `v.code, v.version, v.form, v.published_by as "publishedBy", v.published_at as "publishedAt",
  coalesce(r.version_on = v.version, false) as "on",
  exists (select from app.work_rule_trials t where t.code = v.code and t.version = v.version and t.state = 'done') as tried`;

/** The rules that set people to work, in versions. They are followed from the table itself, so what is switched on counts at once. */
@Injectable()
export class WorkRulesTable {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  /** Of each rule the version that is on, or else the newest; by code. */
  async list(after: string | undefined, limit: number): Promise<PublishedWorkRule[]> {
    return this.#read(
      `select distinct on (v.code) ${COLUMNS} from app.work_rule_versions v join app.work_rules r using (code)
       where $1::text is null or v.code > $1 order by v.code, "on" desc, v.version desc limit $2`,
      [after ?? null, limit],
    );
  }

  /** Newest first. */
  async versions(code: string, before: number | undefined, limit: number): Promise<PublishedWorkRule[]> {
    return this.#read(
      `select ${COLUMNS} from app.work_rule_versions v join app.work_rules r using (code)
       where v.code = $1 and ($2::integer is null or v.version < $2) order by v.version desc limit $3`,
      [code, before ?? null, limit],
    );
  }

  async version(code: string, version: number): Promise<PublishedWorkRule> {
    const [found] = await this.#read(
      `select ${COLUMNS} from app.work_rule_versions v join app.work_rules r using (code) where v.code = $1 and v.version = $2`,
      [code, version],
    );
    if (found === undefined) throw new Problem('not-found', `There is no rule ${code} in version ${version}.`);
    return found;
  }

  /** Adds a draft; the version that is on stays on. Throws `work-rule-invalid`. */
  async publish(code: string, form: WorkRuleForm, by: string): Promise<PublishedWorkRule> {
    checkWorkRule(form);
    const { pool } = this.#messaging;
    await pool.query(`insert into app.work_rules (code, switched_by) values ($1, $2) on conflict do nothing`, [
      code,
      by,
    ]);
    const { rows } = await pool.query<{ version: number }>(
      `insert into app.work_rule_versions (code, version, form, published_by)
       select $1, coalesce(max(version), 0) + 1, $2, $3 from app.work_rule_versions where code = $1
       on conflict do nothing returning version`,
      [code, JSON.stringify(form), by],
    );
    const [published] = rows;
    if (published === undefined) throw new Problem('conflict', 'Somebody else published a version of it just now.');
    return this.version(code, published.version);
  }

  /** From now on this version sets people to work, or none. One that was never tried is not switched on. */
  async switch(code: string, version: number | null, by: string): Promise<void> {
    if (version !== null) {
      const { form, tried } = await this.version(code, version);
      checkWorkRule(form);
      if (!tried) throw new Problem('work-rule-untried', 'Try it on past events first, and wait until that has ended.');
    }
    const { rowCount } = await this.#messaging.pool.query(
      `update app.work_rules set version_on = $2, switched_by = $3, switched_at = now() where code = $1`,
      [code, version, by],
    );
    if (rowCount === 0) throw new Problem('not-found', `There is no rule ${code}.`);
  }

  async #read(sql: string, values: readonly unknown[]): Promise<PublishedWorkRule[]> {
    const { rows } = await this.#messaging.pool.query<Row>(sql, [...values]);
    return rows.map(row => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
  }
}
