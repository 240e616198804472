import type { Tx } from '@rapport/messaging';
import { named, riskFeatures } from './risk-features.query.ts';
import type { RiskFeature, RiskModel } from './risk-model.query.ts';

/** So many cases of one time are enough for a model of seven features. */
const MOST = 20_000;

const SAMPLES = `${riskFeatures('everybody')},
later as (
  select distinct m.customer_id from (
    select recorded_customer_id as id, occurred_at as at from facts.purchases
    union all select recorded_customer_id, occurred_at from facts.interactions where direction = 'inbound'
  ) h join members m using (id)
  where h.at > $1 and h.at <= $1::timestamptz + make_interval(days => ($2::jsonb ->> 'windowDays')::int)
)
insert into app.risk_samples (as_of, customer_id, x, lost)
select $1, f.customer_id, f.x, l.customer_id is null from features f left join later l using (customer_id)
where f.heard_at > $1::timestamptz - make_interval(days => ($2::jsonb #>> '{enough,heardWithinDays}')::int)
order by hashtext(f.customer_id::text) limit ${MOST}`;

/** Makes the cases of these times anew, unless those of the first are there. Answers whether it did. */
export async function sampleRisks(tx: Tx, times: readonly Date[], { content }: RiskModel): Promise<boolean> {
  const { rowCount } = await tx.query('select from app.risk_samples where as_of = $1 limit 1', [times[0]]);
  if (rowCount !== 0) return false;
  await tx.query('delete from app.risk_samples');
  for (const at of times) await tx.query(SAMPLES, [at, content]);
  return true;
}

export interface RiskSample {
  readonly values: Readonly<Record<RiskFeature, number | null>>;
  readonly lost: boolean;
}

/** Of the newest time, which are held out, and of those before. */
export async function riskSamples(
  tx: Tx,
): Promise<{ readonly at: Date | null; readonly heldOut: RiskSample[]; readonly others: RiskSample[] }> {
  const { rows } = await tx.query<{ at: Date; x: (number | null)[]; lost: boolean; newest: boolean }>(
    `select as_of as at, x, lost, as_of = max(as_of) over () as newest from app.risk_samples`,
  );
  const asSamples = (newest: boolean): RiskSample[] =>
    rows.filter(row => row.newest === newest).map(({ x, lost }) => ({ values: named(x), lost }));
  return { at: rows.find(({ newest }) => newest)?.at ?? null, heldOut: asSamples(true), others: asSamples(false) };
}

export interface RiskFit {
  readonly at: Date;
  readonly heldOut: Date;
  readonly comparedWith: number;
  readonly outcome: string;
  readonly version: number | null;
  readonly figures: unknown;
}

export async function keepRiskFit(tx: Tx, fit: Omit<RiskFit, 'at'>): Promise<void> {
  await tx.query(
    `insert into app.risk_fits (held_out, compared_with, outcome, version, figures) values ($1, $2, $3, $4, $5)
     on conflict (at) do nothing`,
    [fit.heldOut, fit.comparedWith, fit.outcome, fit.version, JSON.stringify(fit.figures)],
  );
}

export async function lastRiskFit(tx: Tx): Promise<RiskFit | null> {
  const { rows } = await tx.query<RiskFit>(
    `select at, held_out as "heldOut", compared_with as "comparedWith", outcome, version, figures
     from app.risk_fits order by at desc limit 1`,
  );
  return rows[0] ?? null;
}
