import { analyticsEvents, interactionsEvents, profileEvents } from '@rapport/contracts';
import type { RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';
import { latestOfDays } from '@rapport/statistics';
import { withTurn, type RiskTurn } from './risk-told.ts';
import { iso } from './view-row.ts';

/** What one recorded customer's lifecycle stage follows from besides purchases, and where it stands. */
export interface LifecycleRow {
  readonly customer_id: string;
  /** The newest days on which it was heard of, by the last instant of each. */
  heard: readonly string[];
  stage: string;
  review_at: string | null;
  /** When the risk of losing it rose to be high, or fell. */
  risks: readonly RiskTurn[];
}

/** One gap less: as many as a median of the present rhythm needs, and no more than lies in a row. */
const DAYS_KEPT = 25;

interface Fold {
  readonly rows: ReadonlyMap<string, LifecycleRow>;
  readonly changed: Set<string>;
}

async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Fold> {
  const ids = [...new Set(events.flatMap(({ data }) => ('customerId' in data ? [data.customerId] : [])))].sort();
  const { rows } = await tx.query<LifecycleRow>(
    `select customer_id, heard, stage, ${iso('review_at')} as review_at, risks from app.lifecycle where customer_id = any($1::uuid[])`,
    [ids],
  );
  const known = new Map(rows.map(row => [row.customer_id, row]));
  const none = { heard: [], stage: 'prospect', review_at: null, risks: [] };
  const empty = (customer_id: string): LifecycleRow => ({ customer_id, ...none });
  return { rows: new Map(ids.map(id => [id, known.get(id) ?? empty(id)])), changed: new Set() };
}

function changing({ rows, changed }: Fold, customerId: string): LifecycleRow {
  const row = rows.get(customerId);
  if (!row) throw new Error(`the lifecycle of ${customerId} was not read`);
  changed.add(customerId);
  return row;
}

function hear(fold: Fold, customerId: string, at: string): void {
  const row = changing(fold, customerId);
  row.heard = latestOfDays([...row.heard, at], DAYS_KEPT);
}

/** When each recorded customer was heard of, when the risk turned, its stage and when time may move it (table app.lifecycle). */
export const lifecycle = defineProjection({
  name: 'lifecycle',
  from: ['profile', 'interactions', 'analytics'],
  begin: read,
  on: {
    ...ignoring(profileEvents),
    ...ignoring(interactionsEvents),
    ...ignoring(analyticsEvents),
    InteractionRecorded({ data, occurredAt }, fold: Fold) {
      if (data.direction === 'inbound') hear(fold, data.customerId, occurredAt);
    },
    PurchaseMade: ({ data, occurredAt }, fold: Fold) => hear(fold, data.customerId, occurredAt),
    LifecycleStageMoved({ data }, fold: Fold) {
      const row = changing(fold, data.customerId);
      row.stage = data.to;
      row.review_at = data.reviewAt ?? null;
    },
    StageKept({ data }, fold: Fold) {
      changing(fold, data.customerId).review_at = data.reviewAt ?? null;
    },
    RetentionRiskMoved({ data: { customerId, band }, occurredAt: at }, fold: Fold) {
      const row = changing(fold, customerId);
      row.risks = withTurn(row.risks, { at, high: band === 'high' });
    },
    StageReviewDue({ data }, fold: Fold) {
      changing(fold, data.customerId).review_at = null;
    },
  },
  async commit({ rows, changed }, tx) {
    const written = [...changed].flatMap(id => rows.get(id) ?? []);
    await bulkUpsert(
      tx,
      'app.lifecycle',
      written.map(row => ({ ...row })),
      { key: ['customer_id'] },
    );
  },
  rebuild: { tables: { 'app.lifecycle': 'customer_id' } },
});
