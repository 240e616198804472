import type { Tx } from '@rapport/messaging';
import type { Refund } from '../domain/account.commands.ts';

/** A purchase that earned points, and the refunds of it. */
export interface Earning {
  readonly purchaseId: string;
  readonly customerId: string;
  readonly points: number;
  readonly purchasedAt: string;
  readonly refunds: readonly Refund[];
}

/** Of these purchases, those that earned points and were refunded. */
export async function refundedEarnings(tx: Tx, purchases: readonly string[]): Promise<Map<string, Earning>> {
  const { rows } = await tx.query<Earning>(
    `select purchase_id as "purchaseId", customer_id as "customerId", points, refunds,
       to_char(purchased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "purchasedAt"
     from app.earnings where purchase_id = any($1::uuid[]) and points is not null and refunds <> '[]'`,
    [purchases],
  );
  return new Map(rows.map(row => [row.purchaseId, row]));
}
