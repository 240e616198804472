import type { Tx } from '@rapport/messaging';
import type { Statement } from './strictest-consent.ts';
import { iso } from './view-row.ts';

/** What was stated under these recorded ids, the last first. */
export async function statementsOf(tx: Tx, recorded: readonly string[]): Promise<Statement[]> {
  const { rows } = await tx.query<Statement>(
    `select customer_id as "customerId", facts->>'purpose' as purpose, facts->>'channel' as channel,
       action = 'ConsentGiven' as given, ${iso('occurred_at')} as at, position, facts->>'evidence' as evidence,
       event_id as "eventId"
     from app.privacy_action where customer_id = any($1::uuid[]) and action in ('ConsentGiven', 'ConsentWithdrawn')
     order by occurred_at desc, event_id desc`,
    [recorded],
  );
  return rows;
}

/** When each of these records was put together with the one that it is part of: the place of that in the log. */
export async function joinedAt(tx: Tx, recorded: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ absorbed: string; at: number }>(
    `select absorbed, max(decided_at) as at from messaging.merges where active and absorbed = any($1::uuid[]) group by absorbed`,
    [recorded],
  );
  return new Map(rows.map(({ absorbed, at }) => [absorbed, at]));
}
