import type { PARTY_TYPES } from '@rapport/contracts';
import type { Json } from '@rapport/decider';
import { bulkUpsert, type Tx } from '@rapport/messaging';

/** Says, in the transaction that changed them, that these records are to be compared with others. */
export async function markForDuplicates(tx: Tx, customers: Iterable<string>): Promise<void> {
  const rows = [...customers].map(customer_id => ({ customer_id }));
  await bulkUpsert(tx, 'app.duplicate_due', rows, {
    key: ['customer_id'],
    update: { since: 'clock_timestamp()' },
  });
}

/** After a change of the rules. */
export async function markAllForDuplicates(tx: Tx): Promise<void> {
  await tx.query(
    `insert into app.duplicate_due (customer_id) select customer_id from app.customer_view order by 1 on conflict do nothing`,
  );
}

export interface Due {
  readonly customerId: string;
  /** Tells this mark from a later one. */
  readonly mark: string;
}

export async function readDue(tx: Tx, limit: number): Promise<Due[]> {
  const { rows } = await tx.query<Due>(
    `select customer_id as "customerId", since::text as mark from app.duplicate_due order by since limit $1`,
    [limit],
  );
  return rows;
}

/** Removes the marks of those who were not marked again meanwhile. Whose mark somebody holds is being marked again. */
export async function settle(tx: Tx, due: readonly Due[]): Promise<void> {
  await tx.query(
    `with held as (
       select d.customer_id from app.duplicate_due d join unnest($1::uuid[], $2::timestamptz[]) as w(id, mark)
       on d.customer_id = w.id and d.since = w.mark order by d.customer_id for update of d skip locked
     ) delete from app.duplicate_due d using held where d.customer_id = held.customer_id`,
    [due.map(({ customerId }) => customerId), due.map(({ mark }) => mark)],
  );
}

export interface StoredRecord {
  readonly customerId: string;
  readonly partyType: (typeof PARTY_TYPES)[number];
  readonly personal: Readonly<Record<string, Json>>;
}

/** The records of these customers with their personal values; who has none left is left out. */
export async function readRecords(tx: Tx, customers: readonly string[]): Promise<StoredRecord[]> {
  const { rows } = await tx.query<StoredRecord>(
    `select a.id as "customerId", s.state->>'partyType' as "partyType", p."values" as personal
     from unnest($1::uuid[]) a(id) join messaging.streams s on s.stream = 'customer-' || a.id
     join messaging.personal p on p.stream = s.stream`,
    [customers],
  );
  return rows;
}

/** Replaces the keys of these customers. */
export async function storeKeys(
  tx: Tx,
  customers: readonly string[],
  keys: readonly { readonly key: string; readonly customer_id: string }[],
): Promise<void> {
  await tx.query('delete from app.duplicate_key where customer_id = any($1::uuid[])', [customers]);
  await bulkUpsert(tx, 'app.duplicate_key', keys, { key: ['key', 'customer_id'], update: 'nothing' });
}

/** Who shares a key with these customers. Keys that more than `most` share say little, and would cost a lot. */
export async function readSharing(
  tx: Tx,
  customers: readonly string[],
  most: number,
): Promise<{ readonly one: string; readonly other: string }[]> {
  const { rows } = await tx.query<{ one: string; other: string }>(
    `select distinct k.customer_id as one, o.id as other
     from app.duplicate_key k
     cross join lateral (select array_agg(s.customer_id) as ids
       from (select customer_id from app.duplicate_key where key = k.key limit $2 + 1) s) block
     cross join lateral unnest(block.ids) o(id)
     where k.customer_id = any($1::uuid[]) and cardinality(block.ids) <= $2 and o.id <> k.customer_id`,
    [customers, most],
  );
  return rows;
}

export interface SuggestionRow {
  readonly suggestion_id: string;
  readonly one: string;
  readonly other: string;
  readonly score: number;
  readonly reasons: readonly object[];
  readonly rules_version: number;
}

/** Replaces what is suggested of these customers; what was suggested before keeps its day. */
export async function storeSuggestions(
  tx: Tx,
  customers: readonly string[],
  rows: readonly SuggestionRow[],
): Promise<void> {
  await tx.query(
    `delete from app.duplicate_suggestion where (one = any($1::uuid[]) or other = any($1::uuid[])) and suggestion_id <> all($2::uuid[])`,
    [customers, rows.map(({ suggestion_id }) => suggestion_id)],
  );
  await bulkUpsert(
    tx,
    'app.duplicate_suggestion',
    rows.map(row => ({ ...row })),
    { key: ['suggestion_id'] },
  );
}
