import { interactionsEvents, type MessageChannel } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

type Row = Record<string, unknown>;

/** Which addresses came to be undeliverable, and which work again (table `app.undeliverable_addresses`). */
export const undeliverableAddresses = defineProjection({
  name: 'undeliverable-addresses',
  from: ['interactions'],
  begin: (): Fold => ({ marked: new Map(), restored: new Map() }),
  on: {
    ...ignoring(interactionsEvents),
    AddressBecameUndeliverable({ data, occurredAt }, { marked, restored }: Fold) {
      const { customerId: customer_id, channel, number, code, messageId: message_id } = data;
      const row = { customer_id, channel, number, since: occurredAt, code, message_id, restored_at: null };
      marked.set(keyOf(row), row);
      restored.delete(keyOf(row));
    },
    AddressRestored({ data, occurredAt }, { marked, restored }: Fold) {
      const { customerId: customer_id, channel, number } = data;
      const row = { customer_id, channel, number, restored_at: occurredAt };
      const before = marked.get(keyOf(row));
      if (before) marked.set(keyOf(row), { ...before, ...row });
      else restored.set(keyOf(row), row);
    },
  },
  async commit({ marked, restored }, tx) {
    await bulkUpsert(tx, 'app.undeliverable_addresses', [...marked.values()], KEY);
    const list = JSON.stringify([...restored.values()]);
    await tx.query(
      `update app.undeliverable_addresses u set restored_at = r.restored_at
       from (select * from json_to_recordset($1) as x(customer_id uuid, channel text, number int, restored_at timestamptz)
             order by customer_id, channel, number) r
       where u.customer_id = r.customer_id and u.channel = r.channel and u.number = r.number`,
      [list],
    );
  },
  rebuild: { tables: { 'app.undeliverable_addresses': 'customer_id' } },
});

interface Fold {
  readonly marked: Map<string, Row>;
  /** Those that were marked before this batch, and were not marked again in it. */
  readonly restored: Map<string, Row>;
}

const KEY = { key: ['customer_id', 'channel', 'number'] };
const keyOf = ({ customer_id, channel, number }: Row): string =>
  `${String(customer_id)} ${String(channel)} ${String(number)}`;

/** Where a page of addresses ended. */
export interface AddressPlace {
  readonly since: string;
  readonly customerId: string;
  readonly channel: MessageChannel;
  /** Of the identifier under that id. */
  readonly number: number;
}

export interface UndeliverableAddress extends AddressPlace {
  readonly code: string;
  readonly messageId: string;
}

export interface AddressesAsked {
  /** All ids of a customer; null: everybody's. */
  readonly recorded: readonly string[] | null;
  /** Only of customers whom nobody looks after, or one of these of the staff; of all where it is null. */
  readonly staff?: readonly string[] | null;
  readonly after?: AddressPlace | undefined;
  readonly limit: number;
}

/** The addresses that nothing is sent to, the newest first. */
export async function undeliverableOf(
  pool: Messaging['pool'],
  { recorded, staff = null, after, limit }: AddressesAsked,
): Promise<UndeliverableAddress[]> {
  const { rows } = await pool.query<Omit<UndeliverableAddress, 'since'> & { since: Date }>(
    `select customer_id as "customerId", channel, number, since, code, message_id as "messageId"
     from app.undeliverable_addresses
     where ($1::uuid[] is null or customer_id = any($1)) and restored_at is null and ${seenBy('$3', 'customer_id')}
       and ($4::timestamptz is null or (since, customer_id, channel, number) < ($4, $5::uuid, $6::text, $7::integer))
     order by since desc, customer_id desc, channel desc, number desc limit $2`,
    [
      recorded,
      limit,
      staff,
      after?.since ?? null,
      after?.customerId ?? null,
      after?.channel ?? null,
      after?.number ?? null,
    ],
  );
  return rows.map(row => ({ ...row, since: row.since.toISOString() }));
}
