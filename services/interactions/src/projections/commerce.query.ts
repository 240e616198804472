import type { Messaging } from '@rapport/messaging';
import type { CommerceKind } from './commerce.projection.ts';

/** Where a page ended. */
export interface CommercePlace {
  readonly occurredAt: string;
  readonly id: string;
}

export interface CommerceItem extends CommercePlace {
  readonly recordedAt: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What is kept of one kind under all ids of a customer, newest first, from after a place. */
export async function listCommerce(
  pool: Messaging['pool'],
  kind: CommerceKind,
  customers: readonly string[],
  after: CommercePlace | undefined,
  limit: number,
): Promise<CommerceItem[]> {
  const { rows } = await pool.query<
    Omit<CommerceItem, 'occurredAt' | 'recordedAt'> & { occurredAt: Date; recordedAt: Date }
  >(
    `select id, occurred_at as "occurredAt", recorded_at as "recordedAt", facts from app.commerce
     where customer_id = any($1::uuid[]) and kind = $2
       and ($3::timestamptz is null or (occurred_at, id) < ($3::timestamptz, $4::uuid))
     order by occurred_at desc, id desc limit $5`,
    [customers, kind, after?.occurredAt ?? null, after?.id ?? null, limit],
  );
  return rows.map(({ occurredAt, recordedAt, ...rest }) => ({
    ...rest,
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  }));
}

export interface Following {
  readonly kind: 'purchase' | 'delivery';
  readonly occurredAt: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What refers to an order: purchases and deliveries, the oldest first. */
export async function followingOrder(pool: Messaging['pool'], orderId: string): Promise<Following[]> {
  const { rows } = await pool.query<Following>(
    `select kind, facts, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt"
     from app.commerce where facts->>'orderId' = $1 and kind in ('purchase', 'delivery') order by occurred_at, id limit 200`,
    [orderId],
  );
  return rows;
}
