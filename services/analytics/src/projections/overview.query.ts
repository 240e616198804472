import type { Tx } from '@rapport/messaging';

export interface Totals {
  readonly customers: number;
  readonly interactions: number;
  readonly feedback: number;
  readonly purchases: number;
  readonly open: number;
  readonly closed: number;
  /** How often each NPS answer 0…10 was given. */
  readonly nps: readonly number[];
  readonly csatGood: number;
  readonly csat: number;
}

export async function totals(tx: Tx): Promise<Totals> {
  const { rows } = await tx.query<Omit<Totals, 'nps'> & { nps: number[] }>(
    `select (select count(*) from analytics.customers) as customers,
       (select count(*) from facts.interactions) as interactions,
       (select count(*) from facts.purchases) as purchases,
       c.*, f.*,
       (select array_agg(coalesce(a.n, 0)::integer order by answer) from generate_series(0, 10) answer
        left join (select score, count(*) as n from facts.feedback where survey = 'nps' group by score) a on a.score = answer) as nps
     from (select count(*) filter (where step <> 'closed') as open, count(*) filter (where step = 'closed') as closed from facts.complaints) c,
       (select count(*) as feedback, count(*) filter (where survey = 'csat' and score >= 4) as "csatGood",
          count(*) filter (where survey = 'csat' and score is not null) as csat from facts.feedback) f`,
  );
  const row = rows[0];
  if (!row) throw new Error('a query for totals gave no row');
  return row;
}
