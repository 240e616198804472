import type { Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

/** A row of the list of privacy actions that is a statement on consent. Instants in ISO 8601 UTC. */
export interface StatementRow {
  readonly customerId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly given: boolean;
  readonly at: string;
  readonly position: number;
  readonly evidence: string;
  readonly eventId: string;
}

/** What was stated under these recorded ids, the last first. */
export async function statementsOf(tx: Tx, recorded: readonly string[]): Promise<StatementRow[]> {
  const { rows } = await tx.query<StatementRow>(
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
