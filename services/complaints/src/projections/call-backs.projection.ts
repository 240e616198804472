import { complaintsEvents, type ComplaintsEvent, type Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';

/** A row of `app.call_backs`. */
type Row = {
  readonly call_back_id: string;
  readonly complaint_id: string;
  readonly customer_id: string;
  readonly round: string;
  readonly owner_id: string | null;
  readonly status: 'open' | 'missed' | 'done' | 'cancelled';
  readonly missed: boolean;
  readonly from_at: string;
  readonly due_at: string;
  readonly attempts: number;
  readonly satisfied: boolean | null;
  readonly score: number | null;
  readonly ended_at: string | null;
};

type Rows = Map<string, Row>;
type Event = Recorded<ComplaintsEvent>;
type OfCallBack = Extract<Event, { readonly type: `CallBack${string}` }>;

/** All call-backs with what came of them, under the customer's id as recorded: `app.call_backs`. How it is asked is beside it. */
export const callBacks = defineProjection({
  name: 'call-backs',
  from: ['complaints'],
  begin: (events, tx): Promise<Rows> => present(events, tx),
  on: {
    ...ignoring(complaintsEvents),
    CallBackScheduled: ({ data }, rows: Rows) => {
      rows.set(data.callBackId, {
        call_back_id: data.callBackId,
        complaint_id: data.complaintId,
        customer_id: data.customerId,
        round: data.round,
        owner_id: data.ownerId ?? null,
        status: 'open',
        missed: false,
        from_at: data.from,
        due_at: data.dueAt,
        attempts: 0,
        satisfied: null,
        score: null,
        ended_at: null,
      });
    },
    CallBackAttempted: (event, rows: Rows) => change(rows, event, ({ attempts }) => ({ attempts: attempts + 1 })),
    CallBackDone: (event, rows: Rows) => {
      const { satisfied, score } = event.data;
      change(rows, event, () => ({ status: 'done', satisfied, score, ended_at: event.occurredAt }));
    },
    CallBackMissed: (event, rows: Rows) => change(rows, event, () => ({ status: 'missed', missed: true })),
    CallBackCancelled: (event, rows: Rows) =>
      change(rows, event, () => ({ status: 'cancelled', ended_at: event.occurredAt })),
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.call_backs', [...rows.values()], { key: ['call_back_id'] });
  },
  rebuild: { tables: { 'app.call_backs': 'customer_id' } },
});

async function present(events: readonly Event[], tx: Tx): Promise<Rows> {
  const ids = [...new Set(events.flatMap(({ data }) => ('callBackId' in data ? [data.callBackId] : [])))];
  const { rows } = await tx.query<{ row: Row }>(
    `select to_jsonb(c) as row from app.call_backs c where call_back_id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ row }) => [row.call_back_id, row]));
}

function change(rows: Rows, { data, type }: OfCallBack, to: (row: Row) => Partial<Row>): void {
  const row = rows.get(data.callBackId);
  if (!row) throw new Error(`${type} of the call-back ${data.callBackId}, which was never scheduled`);
  rows.set(data.callBackId, { ...row, ...to(row) });
}
