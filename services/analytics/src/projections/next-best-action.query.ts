import type { NEXT_BEST_ACTIONS } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import type { StrategyRulesVersion } from './strategy-rules.query.ts';

type Action = (typeof NEXT_BEST_ACTIONS)[number];

const ACTIONS = `
with judged as (
  select r.customer_id, r.risk, coalesce(v.class, 'other') as value_class,
    coalesce(v.class, 'other') = any($2::text[]) as is_high, r.risk >= $3::float8 as is_risky
  from facts.retention_risk r left join facts.value_class v using (customer_id)
  where not exists (select from messaging.identity i where i.recorded = r.customer_id)
    and not exists (select from facts.customers c where c.recorded_customer_id = r.customer_id and c.stage = 'erased')
), proposals as (
  select *, case when is_high then case when is_risky then $5 else $4 end else case when is_risky then $7 else $6 end end as proposed
  from judged
)
insert into facts.next_best_action as t (customer_id, as_of, proposed, value_class, risk, needs_decision, rules_version)
select customer_id, $1, proposed, value_class, risk, proposed = any($8::text[]), $9 from proposals
on conflict (customer_id) do update set as_of = excluded.as_of, proposed = excluded.proposed, value_class = excluded.value_class,
  risk = excluded.risk, needs_decision = excluded.needs_decision, rules_version = excluded.rules_version`;

/** Works out what is best done about each customer with a risk. Who has none any more, or is part of another, has no row. */
export async function actionOfEach(tx: Tx, asOf: Date, { version, content }: StrategyRulesVersion): Promise<number> {
  const { highValue, highRisk, highLow, highHigh, lowLow, lowHigh, needsDecision } = content.nextBestAction;
  const { rowCount } = await tx.query(ACTIONS, [
    asOf,
    highValue,
    highRisk,
    highLow,
    highHigh,
    lowLow,
    lowHigh,
    needsDecision,
    version,
  ]);
  await tx.query('delete from facts.next_best_action where as_of < $1', [asOf]);
  return rowCount ?? 0;
}

/** When the classes or risks that it follows from were last worked out and told. */
export async function foundationsAt(tx: Tx): Promise<Date | null> {
  const { rows } = await tx.query<{ at: Date | null }>(
    `select max(ended_at) as at from app.score_runs where score in ('valueClass', 'retentionRisk')`,
  );
  return rows[0]?.at ?? null;
}

export interface ActionNow {
  readonly customerId: string;
  readonly to: Action;
  readonly valueClass: string;
  readonly risk: number;
  readonly needsDecision: boolean;
  readonly rulesVersion: number;
}

/** Those of whom something else is proposed than was told. */
export async function untoldActions(tx: Tx, limit: number): Promise<ActionNow[]> {
  const { rows } = await tx.query<ActionNow>(
    `select customer_id as "customerId", proposed as "to", value_class as "valueClass", risk, needs_decision as "needsDecision",
       rules_version as "rulesVersion"
     from facts.next_best_action where told is distinct from proposed order by customer_id limit $1`,
    [limit],
  );
  return rows;
}

export async function keepToldActions(tx: Tx, told: readonly ActionNow[]): Promise<void> {
  await tx.query(
    `update facts.next_best_action a set told = t.proposed from unnest($1::uuid[], $2::text[]) as t(id, proposed) where a.customer_id = t.id`,
    [told.map(({ customerId }) => customerId), told.map(({ to }) => to)],
  );
}
