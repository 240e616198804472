import type { Tx } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';
import { withSpreads, type ValueRow } from './value-spread.query.ts';

/** What is known of a customer's value in one currency, with the fit behind it. */
const VALUES = `
select v.currency, v.clv_minor as "clvMinor", v.basis, v.expected_purchases as "expectedPurchases",
  v.expected_spend_minor as "expectedSpendMinor", v.probability_alive as "probabilityAlive",
  v.first_on::text as "firstOn", v.last_on::text as "lastOn", v.purchase_days as "purchaseDays", v.spent_minor as "spentMinor",
  v.repeat_mean_minor as "repeatMeanMinor", v.margin_share as "marginShare", v.recency, v.frequency, v.monetary,
  v.rules_version as "rulesVersion", v.as_of as "asOf",
  case when f.version is not null then jsonb_build_object('version', f.version, 'customers', f.customers, 'buying', f.buying,
    'buyingLogLikelihood', f.buying_log_likelihood, 'repeaters', f.repeaters, 'spending', f.spending,
    'spendingLogLikelihood', f.spending_log_likelihood, 'asOf', f.as_of) end as fit
from analytics.customer_value v left join app.value_fits f on f.currency = v.currency and f.version = v.fit_version
where v.customer_id = $1 order by v.clv_minor desc nulls last, v.currency`;

const WALLET = `
select share, method, answered_at as "answeredAt", ours_minor as "oursMinor", wallet_minor as "walletMinor", currency, brands, rank,
  feedback_id as "feedbackId", as_of as "asOf"
from analytics.share_of_wallet where customer_id = $1`;

const STRATEGY = `
select strategy, days, contacts, minutes, same_agent as "sameAgent", personal_channel as "personalChannel",
  advice_or_relationship as "adviceOrRelationship", depth, rules_version as "rulesVersion", as_of as "asOf"
from analytics.service_strategy where customer_id = $1`;

const ACTION = `customer_id as "customerId", action, proposed, needs_decision as "needsDecision", decided, reason,
  decided_by as "decidedBy", decided_at as "decidedAt", value_class as "valueClass", risk, rules_version as "rulesVersion", as_of as "asOf"`;

/** Why a customer's value, strategy and next best action are what they are: all figures behind them. */
export async function worthOf(tx: Tx, customerId: string) {
  const one = async (sql: string): Promise<unknown> => (await tx.query(sql, [customerId])).rows[0] ?? null;
  const { rows: values } = await tx.query<ValueRow>(VALUES, [customerId]);
  return {
    values: await withSpreads(tx, customerId, values),
    shareOfWallet: await one(WALLET),
    serviceStrategy: await one(STRATEGY),
    nextBestAction: await one(`select ${ACTION} from analytics.next_best_action where customer_id = $1`),
  };
}

interface ActionsAsked {
  readonly action: string | undefined;
  readonly undecided: boolean | undefined;
  readonly after: { readonly risk: number; readonly customerId: string } | undefined;
  /** Whose customers are shown besides those that nobody looks after; null: everybody's. */
  readonly staff: readonly string[] | null;
  readonly limit: number;
}

interface ActionRow {
  readonly customerId: string;
  readonly risk: number;
}

/** Customers by what is proposed, those most at risk first. */
export async function actionsOf(
  tx: Tx,
  { action, undecided, after, staff, limit }: ActionsAsked,
): Promise<ActionRow[]> {
  const { rows } = await tx.query<ActionRow>(
    `select ${ACTION} from analytics.next_best_action
     where ($1::text is null or proposed = $1)
       and ($2::boolean is null or $2 = (action is null))
       and ${seenBy('$6', 'customer_id')}
       and ($3::float8 is null or (risk, customer_id) < ($3, $4::uuid))
     order by risk desc, customer_id desc limit $5`,
    [action ?? null, undecided ?? null, after?.risk ?? null, after?.customerId ?? null, limit, staff],
  );
  return rows;
}
