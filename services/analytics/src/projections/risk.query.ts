import { RISK_FEATURES, type RISK_BANDS } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { named, riskFeatures, type Whose } from './risk-features.query.ts';
import type { RiskFeature, RiskModel } from './risk-model.query.ts';

export interface RiskNow {
  readonly customerId: string;
  readonly asOf: Date;
  readonly model: number;
  readonly risk: number;
  readonly band: (typeof RISK_BANDS)[number];
  readonly reasons: RiskFeature[];
}

const CODES = RISK_FEATURES.map(code => `'${code}'`).join(', ');

// The formula is that of libs/statistics (logistic.ts); a spec holds the two to the same value.
const keep = (whose: Whose): string => `${riskFeatures(whose)},
weighings as materialized (
  select key as code, array_position(array[${CODES}], key) as place, (value ->> 'weight')::float8 as weight,
    (value ->> 'reference')::float8 as reference, (value ->> 'low')::float8 as low, (value ->> 'high')::float8 as high
  from jsonb_each($2::jsonb -> 'features')
), scored as (
  select f.customer_id, f.x, z.reasons, round((1 / (1 + exp(-z.log_odds)))::numeric, 3)::float8 as risk
  from features f, lateral (
    select ($2::jsonb ->> 'intercept')::float8 + sum(c.adds) as log_odds,
      coalesce((array_agg(c.code order by c.adds desc, c.code collate "C") filter (where c.adds > 0))[1:3], '{}') as reasons
    from weighings w,
    lateral (select w.code, case when f.x[w.place] is null then 0
      else w.weight * (least(w.high, greatest(w.low, f.x[w.place])) - w.reference) end as adds) c
  ) z
)
insert into facts.retention_risk as t (customer_id, as_of, model, risk, band, reasons, x)
select customer_id, $1, ($2::jsonb ->> 'version')::int, risk, case when risk >= ($2::jsonb #>> '{bands,high}')::float8 then 'high'
  when risk >= ($2::jsonb #>> '{bands,medium}')::float8 then 'medium' else 'low' end, reasons, x
from scored order by customer_id
on conflict (customer_id) do update set as_of = excluded.as_of, model = excluded.model, risk = excluded.risk, band = excluded.band,
  reasons = excluded.reasons, x = excluded.x
where excluded.as_of >= t.as_of`;

// Prepared: to plan so many tables takes longer than to ask them about a few customers.
const KEEP_SOME = { name: 'risk-of-some', text: keep('some') };

const asParams = (asOf: Date, { version, content }: RiskModel): unknown[] => [asOf, { ...content, version }];

/** Works out everybody's risk as of a time and forgets who has none by then. Answers how many have one. */
export async function riskOfEach(tx: Tx, asOf: Date, model: RiskModel): Promise<number> {
  const { rowCount } = await tx.query(keep('everybody'), asParams(asOf, model));
  await tx.query(`delete from facts.retention_risk where as_of < $1`, [asOf]);
  return rowCount ?? 0;
}

/** The same of the customers that these recorded ids belong to. */
export async function riskOfSome(tx: Tx, asOf: Date, model: RiskModel, ids: readonly string[]): Promise<void> {
  const { rows } = await tx.query<{ current: string; recorded: string[] }>(
    `select a.current, array_remove(array_agg(i.recorded), null) || a.current as recorded
     from (select distinct coalesce(i.current, u.id) as current from unnest($1::uuid[]) u(id) left join messaging.identity i on i.recorded = u.id) a
     left join messaging.identity i on i.current = a.current group by 1`,
    [ids],
  );
  const recorded = rows.flatMap(row => row.recorded);
  const current = rows.map(row => row.current);
  await tx.query({ ...KEEP_SOME, values: [...asParams(asOf, model), current, recorded] });
  await tx.query(`delete from facts.retention_risk where customer_id = any($1::uuid[]) and as_of < $2`, [
    recorded,
    asOf,
  ]);
}

/** Those whose risk is in another band or tenth than was told. */
export async function untoldRisks(tx: Tx, limit: number): Promise<RiskNow[]> {
  const { rows } = await tx.query<RiskNow>(
    `select customer_id as "customerId", as_of as "asOf", model, risk, band, reasons from facts.retention_risk
     where told_band is distinct from band or least(floor(told_risk * 10), 9) is distinct from least(floor(risk * 10), 9)
     order by customer_id limit $1`,
    [limit],
  );
  return rows;
}

export async function keepToldRisks(tx: Tx, told: readonly RiskNow[]): Promise<void> {
  await tx.query(
    `update facts.retention_risk r set told_risk = t.risk, told_band = t.band
     from unnest($1::uuid[], $2::float8[], $3::text[]) as t(id, risk, band) where r.customer_id = t.id`,
    [told.map(({ customerId }) => customerId), told.map(({ risk }) => risk), told.map(({ band }) => band)],
  );
}

/** What the risk of one customer is worked out from; undefined where it has none. */
export async function featuresOf(
  tx: Tx,
  asOf: Date,
  model: RiskModel,
  customerId: string,
  recorded: readonly string[],
): Promise<Record<RiskFeature, number | null> | undefined> {
  const { rows } = await tx.query<{ x: (number | null)[] }>(`${riskFeatures('some')} select x from features`, [
    ...asParams(asOf, model),
    [customerId],
    recorded,
  ]);
  return rows[0] && named(rows[0].x);
}

export interface BandNow {
  readonly band: RiskNow['band'];
  readonly customers: number;
  readonly mean: number;
}

export async function risksNow(tx: Tx): Promise<BandNow[]> {
  const { rows } = await tx.query<BandNow>(
    `select band, count(*) as customers, avg(risk) as mean from analytics.retention_risk group by 1`,
  );
  return rows;
}
