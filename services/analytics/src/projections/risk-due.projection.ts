import { complaintsEvents, type EventMeta, interactionsEvents, loyaltyEvents, profileEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, each, ignoring, type Tx } from '@rapport/messaging';
import { asMarks, due, dueTogether, rests, type Due } from './due-marks.ts';

const TABLE = 'app.risk_due';

type Event = EventMeta & { readonly data: { readonly customerId: string } };
const mark = (event: Event, whose: Due): void => due(whose, event.data.customerId, event);
const markBoth = ({ data }: { readonly data: { survivorId: string; absorbedId: string } }, whose: Due): void =>
  dueTogether(whose, data);

/** app.risk_due: whose risk may be another, because something changed that it is made of. Time alone is left to the night. */
export const riskDue = defineProjection({
  name: 'risk-due',
  from: ['profile', 'interactions', 'complaints', 'loyalty'] as const,
  begin: (): Due => new Map(),
  on: {
    ...ignoring(profileEvents),
    ...ignoring(interactionsEvents),
    ...ignoring(complaintsEvents),
    ...ignoring(loyaltyEvents),
    CustomersMerged: markBoth,
    CustomersUnmerged: markBoth,
    CustomerErased: mark,
    ...each(['PurchaseMade', 'PurchaseRefunded', 'InteractionRecorded', 'FeedbackGiven', 'DeliveryMade'], mark),
    ...each(
      ['EpisodeClosed', 'EpisodeContactAdded', 'EpisodeCorrected', 'StandardBreached', 'StandardClockStopped'],
      mark,
    ),
    ...each(['ComplaintOpened', 'ComplaintClosed', 'ComplaintReopened', 'HouseClockBreached'], mark),
    ...each(['PromiseKept', 'PromiseBroken'], mark),
    MemberEnrolled: mark,
  },
  commit: async () => undefined,
  mark: (whose, tx) => markRiskDue(tx, whose),
  rebuild: { tables: {} },
});

/** Who is marked already keeps its place, but is held: who takes it waits until what was changed is seen. */
async function markRiskDue(tx: Tx, whose: Due): Promise<void> {
  const update = { since: 't.since', late: 't.late and excluded.late' };
  await bulkUpsert(tx, TABLE, asMarks(whose), { key: ['recorded_customer_id'], update });
}

/** Takes the marks of those who were marked at least `restMs` ago, the longest first. They are gone when the transaction commits. */
export async function takeRiskDue(tx: Tx, restMs: number, limit: number): Promise<string[]> {
  const taken: string[] = [];
  for (const { late, ms } of await rests(tx, restMs)) {
    const { rows } = await tx.query<{ id: string }>(
      `delete from ${TABLE} where recorded_customer_id in (
         select recorded_customer_id from ${TABLE} where late = $1 and since <= now() - $2 * interval '1 ms'
         order by since limit $3 for update skip locked)
       returning recorded_customer_id as id`,
      [late, ms, limit - taken.length],
    );
    taken.push(...rows.map(({ id }) => id));
  }
  return taken;
}
