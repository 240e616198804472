import type { Tx } from '@rapport/messaging';
import type { Months } from './months.ts';
import type { ToldRisk } from './risk-told.ts';
import type { ToldClass } from './value-class-told.ts';

export type LastContact = {
  readonly interactionId: string;
  readonly type: string;
  readonly channel: string;
  readonly direction: string;
  readonly outcome: string | null;
  readonly occurredAt: string;
};

export interface LastFeedback {
  readonly survey: string;
  readonly score: number | null;
  readonly occurredAt: string;
  readonly feedbackId: string;
}

/** What is known of a customer under one recorded id. Merging changes none of it: reading combines. Instants in ISO 8601. */
export interface ViewRow {
  readonly customer_id: string;
  party_type: string | null;
  anonymous: boolean | null;
  stage: string | null;
  purchased_on: string | null;
  registered_at: string | null;
  /** When it was last heard of, by whatever event. */
  seen_at: string | null;
  contacts: number;
  last_contact_at: string | null;
  by_channel: Record<string, number>;
  last_contacts: readonly LastContact[];
  purchases: number;
  /** Minor units by currency. */
  spent: Record<string, number>;
  months: Months;
  last_purchase_at: string | null;
  tier: string | null;
  points: number;
  pending: number;
  /** Points spent that a refund has taken back since. */
  owed: number;
  feedback: number;
  last_feedback: LastFeedback | null;
  /** 0–100 as last told; by bands of ten, so it may stand a little off. */
  satisfaction: number | null;
  satisfaction_at: string | null;
  risk: ToldRisk | null;
  value_class: ToldClass | null;
}

export const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const VIEW_COLUMNS = `v.customer_id, v.party_type, v.anonymous, v.stage, v.purchased_on::text as purchased_on,
  ${iso('v.registered_at')} as registered_at, ${iso('v.seen_at')} as seen_at, v.contacts,
  ${iso('v.last_contact_at')} as last_contact_at, v.by_channel, v.last_contacts, v.purchases, v.spent, v.months,
  ${iso('v.last_purchase_at')} as last_purchase_at, v.tier, v.points, v.pending, v.owed, v.feedback, v.last_feedback,
  v.satisfaction, ${iso('v.satisfaction_at')} as satisfaction_at, v.risk, v.value_class`;

/** The rows of these customers, made where missing and locked until the end of the transaction. */
export async function lockRows(tx: Tx, customers: readonly string[]): Promise<Map<string, ViewRow>> {
  const ids = [...new Set(customers)].sort();
  const rows = await locked(tx, ids);
  const missing = ids.filter(id => !rows.has(id));
  if (missing.length === 0) return rows;
  await tx.query(
    `insert into app.customer_view (customer_id) select id from unnest($1::uuid[]) with ordinality u(id, n) order by n
     on conflict do nothing`,
    [missing],
  );
  return new Map([...rows, ...(await locked(tx, missing))]);
}

async function locked(tx: Tx, ids: readonly string[]): Promise<Map<string, ViewRow>> {
  const { rows } = await tx.query<ViewRow>(
    `select ${VIEW_COLUMNS} from app.customer_view v where customer_id = any($1::uuid[]) order by customer_id for update`,
    [ids],
  );
  return new Map(rows.map(row => [row.customer_id, row]));
}
