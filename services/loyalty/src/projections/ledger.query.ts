import type { Messaging } from '@rapport/messaging';

export interface EntryRow {
  readonly entryId: string;
  readonly customerId: string;
  readonly kind: 'earned' | 'released' | 'redeemed' | 'reversed';
  readonly points: number;
  readonly reward?: string;
  readonly purchaseId?: string;
  readonly refundId?: string;
  readonly availableAt?: string;
  /** reversed: how many of the points had been spent; released: how many paid for such. */
  readonly owed?: number;
  readonly settled?: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly eventId: string;
  readonly postings: readonly { readonly account: string; readonly points: number }[];
}

/** Where a page of entries ended. */
export interface EntryKey {
  readonly occurredAt: string;
  readonly entryId: string;
}

/** The entries of all accounts of a customer, newest first, from after a key. */
export async function entriesOf(
  pool: Messaging['pool'],
  customerIds: readonly string[],
  after: EntryKey | undefined,
  limit: number,
): Promise<EntryRow[]> {
  const { rows } = await pool.query<{ entry: EntryRow }>(
    `select json_strip_nulls(json_build_object(
       'entryId', e.entry_id, 'customerId', e.customer_id, 'kind', e.kind, 'points', e.points, 'reward', e.reward,
       'purchaseId', e.purchase_id, 'refundId', e.refund_id, 'owed', e.owed, 'settled', e.settled, 'availableAt', ${iso('e.available_at')}, 'occurredAt', ${iso('e.occurred_at')},
       'recordedAt', ${iso('e.recorded_at')}, 'eventId', e.event_id,
       'postings', (select json_agg(json_build_object('account', p.account, 'points', p.points) order by p.line)
                    from app.postings p where p.entry_id = e.entry_id))) as entry
     from app.entries e
     where e.customer_id = any($1::uuid[])
       and ($2::timestamptz is null or (e.occurred_at, e.entry_id) < ($2::timestamptz, $3::uuid))
     order by e.occurred_at desc, e.entry_id desc limit $4`,
    [customerIds, after?.occurredAt ?? null, after?.entryId ?? null, limit],
  );
  return rows.map(row => row.entry);
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
