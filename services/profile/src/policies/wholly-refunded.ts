import type { RecordedEvent } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';

/** Of the customers of these refunds, whose purchases have all been given back by what is known: the recorded ids. */
export async function whollyRefunded(
  events: readonly Pick<RecordedEvent, 'type' | 'data'>[],
  tx: Tx,
): Promise<ReadonlySet<string>> {
  const customers = events.flatMap(({ data }) => ('whole' in data && data.whole ? [data.customerId] : []));
  if (customers.length === 0) return new Set();
  const { rows } = await tx.query<{ customer: string }>(
    `select bought.customer_id as customer from app.timeline bought
     where bought.customer_id = any($1::uuid[]) and bought.type = 'PurchaseMade' group by 1
     having bool_and(exists (
       select from app.timeline back where back.customer_id = bought.customer_id and back.type = 'PurchaseRefunded'
         and back.summary->>'purchaseId' = bought.summary->>'purchaseId' and back.summary->'whole' = 'true'))`,
    [customers],
  );
  return new Set(rows.map(({ customer }) => customer));
}
