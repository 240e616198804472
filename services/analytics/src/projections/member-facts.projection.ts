import { loyaltyEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Rows = Map<string, Record<string, unknown>>;

/** facts.members: the tier of each recorded customer that is a member of the loyalty programme. */
export const memberFacts = defineProjection({
  name: 'member-facts',
  from: ['loyalty'] as const,
  begin: (): Rows => new Map(),
  on: {
    ...ignoring(loyaltyEvents),
    MemberEnrolled: ({ data: { customerId, tier, enrolledAt } }, rows: Rows) =>
      void rows.set(customerId, { recorded_customer_id: customerId, tier, enrolled_at: enrolledAt }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.members', [...rows.values()], { key: ['recorded_customer_id'] })),
  rebuild: { tables: { 'facts.members': 'recorded_customer_id' } },
});
