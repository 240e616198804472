import type { ComplaintsEvent, Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored, type Tx } from '@rapport/messaging';

/** A row of `app.complaints`. The database works out `due_at`, the earliest due time of a clock that still runs. */
type Row = {
  readonly complaint_id: string;
  readonly customer_id: string;
  readonly status: 'open' | 'closed';
  readonly paused: boolean;
  readonly step: string | null;
  readonly severity: number | null;
  readonly cause: string;
  readonly channel: string;
  readonly product: string | null;
  readonly opened_at: string;
  readonly acknowledge_due: string | null;
  readonly first_answer_due: string | null;
  readonly resolve_due: string | null;
  readonly breached: boolean;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly recovered: boolean;
  readonly closed_at: string | null;
};

type Rows = Map<string, Row>;
type Event = Recorded<ComplaintsEvent>;
type OfComplaint = Extract<Event, { readonly data: { readonly complaintId: string } }>;

/** All complaints under the customer's id as recorded: `app.complaints`. How it is asked is beside it. */
export const complaintsList = defineProjection({
  name: 'complaints-list',
  from: ['complaints'],
  begin: (events, tx): Promise<Rows> => present(events, tx),
  on: {
    ComplaintOpened: ({ data, occurredAt }, rows: Rows) => {
      rows.set(data.complaintId, {
        ...blank(data.complaintId, data.customerId, occurredAt),
        step: 'confirm',
        severity: data.severity,
        cause: data.cause,
        channel: data.channel,
        product: data.product ?? null,
        acknowledge_due: data.due.acknowledge,
        first_answer_due: data.due.firstAnswer,
        resolve_due: data.due.resolve,
      });
    },
    ComplaintConfirmed: (event, rows: Rows) => change(rows, event, { step: 'empathise', acknowledge_due: null }),
    ComplaintEmpathised: (event, rows: Rows) =>
      change(rows, event, ({ step }) => ({ step: step === 'empathise' ? 'act' : step })),
    ComplaintActedOn: (event, rows: Rows) =>
      change(rows, event, { step: 'verify', first_answer_due: null, outcome: event.data.outcome }),
    ComplaintNotSatisfied: (event, rows: Rows) => change(rows, event, { step: 'act' }),
    ComplaintPaused: (event, rows: Rows) => change(rows, event, { paused: true }),
    ComplaintResumed: (event, rows: Rows) =>
      change(rows, event, row => ({ paused: false, ...moved(row, event.data.due) })),
    ComplaintReopened: (event, rows: Rows) =>
      change(rows, event, row => ({
        status: 'open',
        step: event.data.step,
        reason: null,
        recovered: false,
        closed_at: null,
        ...moved(row, event.data.due),
      })),
    ComplaintClosed: (event, rows: Rows) => {
      const { reason, recovered, outcome } = event.data;
      const ending = { status: 'closed' as const, paused: false, reason, recovered, closed_at: event.occurredAt };
      change(rows, event, row => ({ ...ending, outcome: outcome ?? row.outcome }));
    },
    HouseClockWarned: ignored,
    PromiseMade: ignored,
    PromiseRenegotiated: ignored,
    PromiseReassigned: ignored,
    PromiseKept: ignored,
    PromiseBroken: ignored,
    PromiseReleased: ignored,
    CallBackScheduled: ignored,
    CallBackAttempted: ignored,
    CallBackDone: ignored,
    CallBackMissed: ignored,
    CallBackCancelled: ignored,
    HouseClockBreached: (event, rows: Rows) => change(rows, event, { breached: true }),
    HistoricComplaintRecorded: ({ data, occurredAt }, rows: Rows) => {
      const { complaintId, customerId, cause, channel, product } = data;
      const filed = { status: 'closed' as const, reason: 'historicImport' };
      rows.set(complaintId, { ...blank(complaintId, customerId, occurredAt), ...filed, cause, channel, product });
    },
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.complaints', [...rows.values()], { key: ['complaint_id'] });
  },
  rebuild: { tables: { 'app.complaints': 'customer_id' } },
});

const blank = (complaintId: string, customerId: string, openedAt: string): Row => ({
  complaint_id: complaintId,
  customer_id: customerId,
  status: 'open',
  paused: false,
  step: null,
  severity: null,
  cause: '',
  channel: '',
  product: null,
  opened_at: openedAt,
  acknowledge_due: null,
  first_answer_due: null,
  resolve_due: null,
  breached: false,
  outcome: null,
  reason: null,
  recovered: false,
  closed_at: null,
});

async function present(events: readonly Event[], tx: Tx): Promise<Rows> {
  const ids = [...new Set(events.flatMap(({ data }) => ('complaintId' in data && data.complaintId) || []))];
  const { rows } = await tx.query<{ row: Row }>(
    `select to_jsonb(c) - 'due_at' as row from app.complaints c where complaint_id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ row }) => [row.complaint_id, row]));
}

function change(rows: Rows, { data, type }: OfComplaint, to: Partial<Row> | ((row: Row) => Partial<Row>)): void {
  const row = rows.get(data.complaintId);
  if (!row) throw new Error(`${type} of the complaint ${data.complaintId}, which was never opened`);
  rows.set(data.complaintId, { ...row, ...(typeof to === 'function' ? to(row) : to) });
}

type Due = Extract<ComplaintsEvent, { readonly type: 'ComplaintResumed' }>['data']['due'];

/** The due times of clocks that have something left to do. */
const moved = (row: Row, due: Due): Partial<Row> => ({
  acknowledge_due: row.acknowledge_due && due.acknowledge,
  first_answer_due: row.first_answer_due && due.firstAnswer,
  resolve_due: row.resolve_due && due.resolve,
});
