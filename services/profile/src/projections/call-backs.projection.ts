import { complaintsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

interface Row {
  readonly attempts: number;
  readonly [column: string]: unknown;
}
type Rows = Map<string, Row>;
interface About {
  readonly data: { readonly callBackId: string };
}

async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Rows> {
  const ids = events.flatMap(({ data }) => ('callBackId' in data ? [data.callBackId] : []));
  const { rows } = await tx.query<{ id: string; row: Row }>(
    `select call_back_id::text as id, to_jsonb(c) as row from app.call_back c
     where call_back_id = any($1::uuid[]) order by call_back_id for update`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, row }) => [id, row]));
}

function change({ data: { callBackId } }: About, rows: Rows, changes: (row: Row) => Partial<Row>): void {
  const row = rows.get(callBackId);
  if (!row) throw new Error(`the planning of call-back ${callBackId} is missing`);
  rows.set(callBackId, { ...row, ...changes(row) });
}

const over = (event: About, rows: Rows): void => change(event, rows, () => ({ open: false }));

/** Whom to call after a complaint (table app.call_back); the view of the customer marks the document. */
export const callBacks = defineProjection({
  name: 'call-backs',
  from: ['complaints'],
  begin: read,
  on: {
    ...ignoring(complaintsEvents),
    CallBackScheduled({ data }, rows: Rows) {
      rows.set(data.callBackId, {
        call_back_id: data.callBackId,
        customer_id: data.customerId,
        complaint_id: data.complaintId,
        round: data.round,
        owner: data.ownerId ?? null,
        from_at: data.from,
        due_at: data.dueAt,
        attempts: 0,
        missed: false,
        open: true,
      });
    },
    CallBackAttempted: (event, rows) => change(event, rows, ({ attempts }) => ({ attempts: attempts + 1 })),
    // Whoever was not called in time is still to be called.
    CallBackMissed: (event, rows) => change(event, rows, () => ({ missed: true })),
    CallBackDone: over,
    CallBackCancelled: over,
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.call_back', [...rows.values()], { key: ['call_back_id'] })),
  rebuild: { tables: { 'app.call_back': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type OpenCallBack = {
  readonly callBackId: string;
  readonly complaintId: string;
  readonly round: string;
  readonly ownerId: string | null;
  /** Not before this. */
  readonly from: string;
  readonly dueAt: string;
  /** How often they were called and not reached. */
  readonly attempts: number;
  readonly missed: boolean;
};

/** By recorded customer: for which complaints they are to be called. */
export async function openCallBacksOf(
  tx: Tx,
  recorded: readonly string[],
): Promise<ReadonlyMap<string, OpenCallBack[]>> {
  const { rows } = await tx.query<OpenCallBack & { customer: string }>(
    `select customer_id as customer, call_back_id as "callBackId", complaint_id as "complaintId", round, owner as "ownerId",
       ${iso('from_at')} as "from", ${iso('due_at')} as "dueAt", attempts, missed
     from app.call_back where customer_id = any($1::uuid[]) and open order by due_at, call_back_id`,
    [recorded],
  );
  const open = Map.groupBy(rows, ({ customer }) => customer);
  return new Map([...open].map(([id, group]) => [id, group.map(({ customer: _customer, ...callBack }) => callBack)]));
}
