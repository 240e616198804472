import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Messaging } from '@rapport/messaging';

type Facts = EventOfType<'InteractionRecorded'>['data'];

/** Every interaction under the customer's id as recorded: `app.interactions_of_customer`, asked newest first. */
export const interactionsOfCustomer = defineProjection({
  name: 'interactions-of-customer',
  from: ['interactions'],
  begin: (): Map<string, Record<string, unknown>> => new Map(),
  on: {
    ...ignoring(interactionsEvents),
    InteractionRecorded: ({ data, occurredAt, recordedAt }, rows: Map<string, Record<string, unknown>>) => {
      rows.set(data.interactionId, {
        interaction_id: data.interactionId,
        customer_id: data.customerId,
        occurred_at: occurredAt,
        recorded_at: recordedAt,
        facts: data,
      });
    },
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.interactions_of_customer', [...rows.values()], {
      key: ['interaction_id'],
      update: 'nothing',
    });
  },
  rebuild: { tables: { 'app.interactions_of_customer': 'customer_id' } },
});

export type InteractionRow = Facts & { readonly occurredAt: string; readonly recordedAt: string };

/** Where a page of interactions ended. */
export interface InteractionKey {
  readonly occurredAt: string;
  readonly interactionId: string;
}

/** The interactions of all ids of a customer, newest first, from after a key. */
export async function interactionsOf(
  pool: Messaging['pool'],
  customerIds: readonly string[],
  after: InteractionKey | undefined,
  limit: number,
): Promise<InteractionRow[]> {
  const { rows } = await pool.query<{ facts: Facts; occurredAt: Date; recordedAt: Date }>(
    `select facts, occurred_at as "occurredAt", recorded_at as "recordedAt" from app.interactions_of_customer
     where customer_id = any($1::uuid[])
       and ($2::timestamptz is null or (occurred_at, interaction_id) < ($2::timestamptz, $3::uuid))
     order by occurred_at desc, interaction_id desc limit $4`,
    [customerIds, after?.occurredAt ?? null, after?.interactionId ?? null, limit],
  );
  return rows.map(({ facts, occurredAt, recordedAt }) => ({
    ...facts,
    occurredAt: occurredAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  }));
}
