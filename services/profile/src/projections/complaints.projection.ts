import type { RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored, markChanged, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

interface ComplaintRow {
  readonly complaint_id: string;
  readonly customer_id: string;
  step: string;
  closed: boolean;
  readonly severity: number | null;
  readonly cause: string;
  readonly opened_at: string;
  due_acknowledge: string | null;
  due_first_answer: string | null;
  due_resolve: string | null;
  breached: boolean;
}

type Fold = Map<string, ComplaintRow>;

interface Due {
  readonly acknowledge: string;
  readonly firstAnswer: string;
  readonly resolve: string;
}

const dueColumns = (due: Due) => ({
  due_acknowledge: due.acknowledge,
  due_first_answer: due.firstAnswer,
  due_resolve: due.resolve,
});

const change = (fold: Fold, complaintId: string, changes: Partial<ComplaintRow>): void => {
  const row = fold.get(complaintId);
  if (!row) throw new Error(`the opening of complaint ${complaintId} is missing`);
  fold.set(complaintId, { ...row, ...changes });
};

async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Fold> {
  const ids = events.flatMap(({ data }) => ('complaintId' in data ? [data.complaintId] : []));
  const { rows } = await tx.query<ComplaintRow>(
    `select complaint_id, customer_id, step, closed, severity, cause, ${iso('opened_at')} as opened_at,
       ${iso('due_acknowledge')} as due_acknowledge, ${iso('due_first_answer')} as due_first_answer,
       ${iso('due_resolve')} as due_resolve, breached
     from app.complaint where complaint_id = any($1::uuid[]) order by complaint_id for update`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(row => [row.complaint_id, row]));
}

/** Each complaint with the step it is at (table app.complaint); closed ones stay, since they may be reopened. */
export const complaints = defineProjection({
  name: 'complaints',
  from: ['complaints'],
  begin: read,
  on: {
    ComplaintOpened({ data, occurredAt }, fold: Fold) {
      const { complaintId, customerId, severity, cause, due } = data;
      const id = { complaint_id: complaintId, customer_id: customerId };
      const state = { step: 'confirm', closed: false, breached: false, ...dueColumns(due) };
      fold.set(complaintId, { ...id, severity, cause, opened_at: occurredAt, ...state });
    },
    ComplaintConfirmed: ({ data }, fold: Fold) => change(fold, data.complaintId, { step: 'empathise' }),
    // Why it happened may be told later, when the complaint has gone on.
    ComplaintEmpathised({ data }, fold: Fold) {
      if (fold.get(data.complaintId)?.step === 'empathise') change(fold, data.complaintId, { step: 'act' });
    },
    ComplaintActedOn: ({ data }, fold: Fold) => change(fold, data.complaintId, { step: 'verify' }),
    ComplaintNotSatisfied: ({ data }, fold: Fold) => change(fold, data.complaintId, { step: 'act' }),
    ComplaintClosed: ({ data }, fold: Fold) => change(fold, data.complaintId, { closed: true }),
    ComplaintReopened: ({ data }, fold: Fold) =>
      change(fold, data.complaintId, { closed: false, step: data.step, ...dueColumns(data.due) }),
    ComplaintResumed: ({ data }, fold: Fold) => change(fold, data.complaintId, dueColumns(data.due)),
    HouseClockBreached: ({ data }, fold: Fold) => change(fold, data.complaintId, { breached: true }),
    ComplaintPaused: ignored,
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
    HistoricComplaintRecorded({ data, occurredAt }, fold: Fold) {
      const { complaintId, customerId, cause } = data;
      const due = { due_acknowledge: null, due_first_answer: null, due_resolve: null };
      const state = { step: 'verify', closed: true, breached: false, ...due };
      fold.set(complaintId, {
        complaint_id: complaintId,
        customer_id: customerId,
        severity: null,
        cause,
        opened_at: occurredAt,
        ...state,
      });
    },
  },
  async commit(fold, tx) {
    await bulkUpsert(
      tx,
      'app.complaint',
      [...fold.values()].map(row => ({ ...row })),
      { key: ['complaint_id'] },
    );
  },
  // The document of a customer shows them.
  rebuild: { tables: { 'app.complaint': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type OpenComplaint = {
  readonly complaintId: string;
  readonly step: string;
  readonly severity: number | null;
  readonly cause: string;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly breached: boolean;
};

export interface Complaints {
  readonly open: readonly OpenComplaint[];
  readonly closed: number;
}

/** By recorded customer: the open complaints, oldest first, with the time that the present step is due, and how many are closed. */
export async function complaintsOf(tx: Tx, recorded: readonly string[]): Promise<Map<string, Complaints>> {
  const { rows } = await tx.query<{ customer: string; open: OpenComplaint[] | null; closed: number }>(
    `select customer_id as customer, count(*) filter (where closed) as closed,
       json_agg(json_build_object('complaintId', complaint_id, 'step', step, 'severity', severity, 'cause', cause,
         'openedAt', ${iso('opened_at')}, 'breached', breached, 'dueAt', ${iso(
           `case step when 'confirm' then due_acknowledge when 'empathise' then due_first_answer else due_resolve end`,
         )}) order by opened_at, complaint_id) filter (where not closed) as open
     from app.complaint where customer_id = any($1::uuid[]) group by customer_id`,
    [recorded],
  );
  return new Map(rows.map(({ customer, open, closed }) => [customer, { open: open ?? [], closed }]));
}
