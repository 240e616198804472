import { interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { defineProjection, ignoring, type Tx } from '@rapport/messaging';

interface Fold {
  isLate: boolean;
}

const monthOf = (instant: string): string => new Date(instant).toISOString().slice(0, 7);
const look = ({ occurredAt, recordedAt }: RecordedEvent, fold: Fold): void => {
  fold.isLate ||= monthOf(occurredAt) < monthOf(recordedAt);
};

/** When something last became known of a month that was over: app.late_facts, one row. Figures of that month are others now. */
export const lateFacts = defineProjection({
  name: 'late-facts',
  from: ['interactions'] as const,
  begin: (): Fold => ({ isLate: false }),
  on: { ...ignoring(interactionsEvents), PurchaseMade: look, PurchaseRefunded: look, InteractionRecorded: look },
  async commit({ isLate }, tx) {
    if (!isLate) return;
    // Once in a while: those who file a long history would stand in line for the row.
    await tx.query(
      `insert into app.late_facts (at) select clock_timestamp()
       where not exists (select from app.late_facts where at > clock_timestamp() - interval '3 s')
       on conflict (one) do update set at = excluded.at`,
    );
  },
  rebuild: { tables: {} },
});

/** When that was, and whether none has come since for twenty seconds: history is looked at when all of it is there. */
export async function lateAt(tx: Tx): Promise<{ readonly at: Date; readonly isResting: boolean } | undefined> {
  const { rows } = await tx.query<{ at: Date; isResting: boolean }>(
    `select at, at < clock_timestamp() - interval '20 s' as "isResting" from app.late_facts`,
  );
  return rows[0];
}
