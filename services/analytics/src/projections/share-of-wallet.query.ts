import type { Tx } from '@rapport/messaging';
import { shareOfWallet, walletAllocation } from '@rapport/statistics';

interface Answer {
  readonly customerId: string;
  readonly feedbackId: string;
  readonly answeredAt: Date;
  readonly wallet: number | null;
  readonly ours: number;
  readonly currency: string | null;
  readonly brands: number | null;
  readonly rank: number | null;
}

/** Each customer's newest answer about its wallet, with what it spent with us in the twelve months before. */
const NEWEST = `
select a.customer_id as "customerId", a.feedback_id as "feedbackId", a.occurred_at as "answeredAt", a.wallet_minor as wallet,
  a.wallet_currency as currency, a.wallet_brands as brands, a.wallet_rank as rank, coalesce(o.minor, 0)::float8 as ours
from (
  select distinct on (1) coalesce(i.current, f.recorded_customer_id) as customer_id, f.*
  from facts.feedback f left join messaging.identity i on i.recorded = f.recorded_customer_id
  where f.survey = 'wallet' and f.answered_by = 'customer' and f.occurred_at < $1
    and (f.wallet_minor > 0 or f.wallet_rank <= f.wallet_brands)
  order by 1, f.occurred_at desc, f.feedback_id
) a
left join lateral (
  select sum(greatest(0, p.amount_minor - coalesce(r.minor, 0))) as minor
  from facts.purchases p
  left join lateral (select sum(amount_minor) as minor from facts.refunds where purchase_id = p.purchase_id and occurred_at < a.occurred_at) r on true
  where p.recorded_customer_id in (select a.customer_id union all select recorded from messaging.identity where current = a.customer_id)
    and p.currency = a.wallet_currency and p.occurred_at < a.occurred_at and p.occurred_at >= a.occurred_at - interval '12 months'
) o on a.wallet_minor is not null
where not exists (select from facts.customers c where c.recorded_customer_id = a.customer_id and c.stage = 'erased')`;

/** Works out every customer's share of wallet up to a time: facts.share_of_wallet. */
export async function gatherWallets(tx: Tx, asOf: Date): Promise<void> {
  const { rows } = await tx.query<Answer>(NEWEST, [asOf]);
  await tx.query('delete from facts.share_of_wallet');
  const told = rows.flatMap(answer => {
    const known = shareOf(answer);
    return known ? [{ ...answer, ...known }] : [];
  });
  await tx.query(
    `insert into facts.share_of_wallet (customer_id, as_of, feedback_id, answered_at, method, share, ours_minor, wallet_minor, currency, brands, rank)
     select r."customerId", $1, r."feedbackId", r."answeredAt", r.method, r.share, case when r.method = 'spend' then r.ours end,
       case when r.method = 'spend' then r.wallet end, case when r.method = 'spend' then r.currency end, r.brands, r.rank
     from jsonb_to_recordset($2) as r("customerId" uuid, "feedbackId" uuid, "answeredAt" timestamptz, method text, share float8, ours bigint,
       wallet bigint, currency text, brands smallint, rank smallint)`,
    [asOf, JSON.stringify(told)],
  );
}

/** What was spent in all tells it; else the place that we have among the suppliers. */
function shareOf({ ours, wallet, rank, brands }: Answer): { method: 'spend' | 'rank'; share: number } | null {
  const bySpend = wallet === null ? null : shareOfWallet(ours, wallet);
  if (bySpend !== null) return { method: 'spend', share: bySpend };
  const byRank = rank === null || brands === null ? null : walletAllocation(rank, brands);
  return byRank === null ? null : { method: 'rank', share: byRank };
}
