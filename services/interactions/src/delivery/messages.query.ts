import type { Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

/** Where a page of messages ended. */
export interface MessagePlace {
  readonly requestedAt: string;
  readonly messageId: string;
}

export interface ListedMessage extends MessagePlace {
  readonly customerId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly status: string;
  readonly changedAt: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface MessagesAsked {
  /** All ids of a customer; undefined: everybody's. */
  readonly recorded: readonly string[] | undefined;
  readonly status: string | undefined;
  readonly channel?: string | undefined;
  /** Only of customers whom nobody looks after, or one of these of the staff; of all where it is null. */
  readonly staff?: readonly string[] | null;
  readonly after: MessagePlace | undefined;
  readonly limit: number;
}

type Row = Omit<ListedMessage, 'requestedAt' | 'changedAt'> & { readonly requestedAt: Date; readonly changedAt: Date };

/** Messages with what became of them, newest first. */
export async function listMessages(
  pool: Messaging['pool'],
  { recorded, status, channel, staff = null, after, limit }: MessagesAsked,
): Promise<ListedMessage[]> {
  const { rows } = await pool.query<Row>(
    `select message_id as "messageId", customer_id as "customerId", purpose, channel, status, requested_at as "requestedAt",
       changed_at as "changedAt", facts - 'messageId' - 'customerId' - 'purpose' - 'channel' as facts
     from app.messages
     where ($1::uuid[] is null or customer_id = any($1)) and ($2::text is null or status = $2)
       and ($3::timestamptz is null or (requested_at, message_id) < ($3, $4::uuid)) and ${seenBy('$6', 'customer_id')}
       and ($7::text is null or channel = $7)
     order by requested_at desc, message_id desc limit $5`,
    [
      recorded ?? null,
      status ?? null,
      after?.requestedAt ?? null,
      after?.messageId ?? null,
      limit,
      staff,
      channel ?? null,
    ],
  );
  return rows.map(row => ({
    ...row,
    requestedAt: row.requestedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  }));
}
