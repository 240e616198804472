import { complaintsEvents, interactionsEvents, loyaltyEvents, profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, each, ignoring, type Tx } from '@rapport/messaging';

const TABLE = 'app.risk_due';

type Due = Set<string>;
const mark = ({ data }: { readonly data: { readonly customerId: string } }, due: Due): void =>
  void due.add(data.customerId);
const markBoth = ({ data }: { readonly data: { survivorId: string; absorbedId: string } }, due: Due): void =>
  void due.add(data.survivorId).add(data.absorbedId);

/** app.risk_due: whose risk may be another, because something changed that it is made of. Time alone is left to the night. */
export const riskDue = defineProjection({
  name: 'risk-due',
  from: ['profile', 'interactions', 'complaints', 'loyalty'] as const,
  begin: (): Due => new Set(),
  on: {
    ...ignoring(profileEvents),
    ...ignoring(interactionsEvents),
    ...ignoring(complaintsEvents),
    ...ignoring(loyaltyEvents),
    CustomersMerged: markBoth,
    CustomersUnmerged: markBoth,
    CustomerErased: mark,
    ...each(['PurchaseMade', 'PurchaseRefunded', 'InteractionRecorded', 'FeedbackGiven', 'DeliveryMade'], mark),
    ...each(['EpisodeClosed', 'EpisodeContactAdded', 'EpisodeCorrected', 'StandardBreached'], mark),
    ...each(['ComplaintOpened', 'ComplaintClosed', 'ComplaintReopened', 'HouseClockBreached'], mark),
    MemberEnrolled: mark,
  },
  commit: async () => undefined,
  mark: (due, tx) => markRiskDue(tx, due),
  rebuild: { tables: {} },
});

/** Who is marked already keeps its place, but is held: who takes it waits until what was changed is seen. */
export async function markRiskDue(tx: Tx, customers: Iterable<string>): Promise<void> {
  const rows = [...customers].map(id => ({ recorded_customer_id: id }));
  await bulkUpsert(tx, TABLE, rows, { key: ['recorded_customer_id'], update: { since: 't.since' } });
}

/** Takes the marks of those who were marked at least `restMs` ago, the longest first. They are gone when the transaction commits. */
export async function takeRiskDue(tx: Tx, restMs: number, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `delete from ${TABLE} where recorded_customer_id in (
       select recorded_customer_id from ${TABLE} where since <= now() - $1 * interval '1 ms' order by since limit $2 for update skip locked)
     returning recorded_customer_id as id`,
    [restMs, limit],
  );
  return rows.map(({ id }) => id);
}
