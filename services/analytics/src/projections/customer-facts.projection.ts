import { type ProfileEvent, profileEvents, type Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Registered = Recorded<Extract<ProfileEvent, { type: 'CustomerRegistered' }>>;

interface Fold {
  readonly registered: Map<string, Registered>;
  readonly identified: Set<string>;
  readonly stages: Map<string, { readonly stage: string; readonly stage_since: string }>;
}

/** facts.customers: one row a recorded customer. Who belongs together is told by the identity map, not here. */
export const customerFacts = defineProjection({
  name: 'customer-facts',
  from: ['profile'] as const,
  begin: (): Fold => ({ registered: new Map(), identified: new Set(), stages: new Map() }),
  on: {
    ...ignoring(profileEvents),
    CustomerRegistered: (event, fold: Fold) => void fold.registered.set(event.data.customerId, event),
    CustomerIdentified: ({ data }, fold: Fold) => void fold.identified.add(data.customerId),
    LifecycleStageMoved: ({ data, occurredAt }, fold: Fold) =>
      void fold.stages.set(data.customerId, { stage: data.to, stage_since: occurredAt }),
  },
  commit: async ({ registered, identified, stages }, tx) => {
    const rows = [...registered.values()].map(event => ({
      recorded_customer_id: event.data.customerId,
      event_id: event.id,
      first_seen_at: event.occurredAt,
      recorded_at: event.recordedAt,
      party_type: event.data.partyType,
      anonymous: event.data.anonymous,
      imported: event.imported,
    }));
    await bulkUpsert(tx, 'facts.customers', rows, { key: ['recorded_customer_id'], update: 'nothing' });
    // The rows are there: a customer's registration comes before anything else about it.
    if (identified.size > 0) {
      await tx.query('update facts.customers set anonymous = false where recorded_customer_id = any($1::uuid[])', [
        [...identified].sort(),
      ]);
    }
    if (stages.size === 0) return;
    const moved = [...stages].sort(([a], [b]) => (a < b ? -1 : 1));
    await tx.query(
      `update facts.customers c set stage = m.stage, stage_since = m.since
       from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as m(id, stage, since) where c.recorded_customer_id = m.id`,
      [moved.map(([id]) => id), moved.map(([, to]) => to.stage), moved.map(([, to]) => to.stage_since)],
    );
  },
  rebuild: { tables: { 'facts.customers': 'recorded_customer_id' } },
});
