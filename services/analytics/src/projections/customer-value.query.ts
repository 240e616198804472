import type { Tx } from '@rapport/messaging';
import type { Worth } from '../value-model.ts';

interface Expected extends Worth {
  readonly customerId: string;
}

/** Keeps what is expected of customers in a currency. */
export async function keepWorth(
  tx: Tx,
  currency: string,
  fitVersion: number | null,
  rulesVersion: number,
  worths: readonly Expected[],
): Promise<void> {
  const of = <Value>(part: (worth: Expected) => Value): Value[] => worths.map(part);
  await tx.query(
    `update facts.customer_value v set probability_alive = w.alive, expected_purchases = w.expected, expected_spend_minor = w.spend,
       clv_minor = w.clv, basis = w.basis, fit_version = $2, rules_version = $3
     from unnest($4::uuid[], $5::float8[], $6::float8[], $7::float8[], $8::bigint[], $9::text[]) w(id, alive, expected, spend, clv, basis)
     where v.customer_id = w.id and v.currency = $1`,
    [
      currency,
      fitVersion,
      rulesVersion,
      of(({ customerId }) => customerId),
      of(({ alive }) => alive),
      of(({ expected }) => expected),
      of(({ spend }) => spend),
      of(({ clv }) => clv),
      of(({ basis }) => basis),
    ],
  );
}

/** Of whose purchases were all given back nothing is expected. Then everybody is to be looked at for what others do not know. */
export async function settleValues(tx: Tx, rulesVersion: number): Promise<number> {
  await tx.query(
    `update facts.customer_value set probability_alive = null, expected_purchases = 0, expected_spend_minor = 0, clv_minor = 0,
       basis = coalesce(basis, 'revenue'), rules_version = $1 where purchase_days = 0 and clv_minor is distinct from 0`,
    [rulesVersion],
  );
  const { rowCount } = await tx.query(
    `insert into app.customer_values_untold
     select customer_id from facts.customer_value union select customer_id from facts.share_of_wallet order by 1 on conflict do nothing`,
  );
  return rowCount ?? 0;
}

/** What is known of a customer in one currency, or of its share of wallet alone. */
export interface UntoldValue {
  readonly customerId: string;
  readonly currency: string | null;
  readonly minor: number;
  readonly basis: 'margin' | 'revenue';
  readonly expected: number;
  readonly alive: number | null;
  readonly share: number | null;
  readonly method: 'spend' | 'rank';
  readonly answeredAt: Date;
}

/** The next customers that are to be looked at, each with a row a currency, and with its share of wallet. */
export async function untoldValues(tx: Tx, limit: number): Promise<Map<string, UntoldValue[]>> {
  const { rows } = await tx.query<UntoldValue>(
    `with next as (select customer_id from app.customer_values_untold order by customer_id limit $1)
     select n.customer_id as "customerId", v.currency, v.clv_minor as minor, v.basis, v.expected_purchases as expected,
       v.probability_alive as alive, w.share, w.method, w.answered_at as "answeredAt"
     from next n left join facts.customer_value v on v.customer_id = n.customer_id and v.clv_minor is not null
     left join facts.share_of_wallet w on w.customer_id = n.customer_id
     order by n.customer_id, v.clv_minor desc, v.currency`,
    [limit],
  );
  return Map.groupBy(rows, ({ customerId }) => customerId);
}

export async function valuesAreTold(tx: Tx, customers: readonly string[]): Promise<void> {
  await tx.query('delete from app.customer_values_untold where customer_id = any($1::uuid[])', [customers]);
}
