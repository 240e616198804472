import type { ComplaintsEvent, Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored, type Tx } from '@rapport/messaging';
import { historicComplaint, openedComplaint, type ComplaintRow } from './complaint-row.ts';

type Rows = Map<string, ComplaintRow>;
type Opening = 'ComplaintOpened' | 'HistoricComplaintRecorded';

/** facts.complaints: one row a complaint, kept up to date through its steps. */
export const complaintFacts = defineProjection({
  name: 'complaint-facts',
  from: ['complaints'] as const,
  begin: present,
  on: {
    ComplaintOpened: (event, rows: Rows) => void rows.set(event.data.complaintId, openedComplaint(event)),
    HistoricComplaintRecorded: (event, rows: Rows) => void rows.set(event.data.complaintId, historicComplaint(event)),
    ComplaintConfirmed: ({ data }, rows: Rows) =>
      change(rows, data.complaintId, { step: 'confirmed', demands: data.demands }),
    ComplaintEmpathised: ({ data }, rows: Rows) => change(rows, data.complaintId, { step: 'empathised' }),
    ComplaintActedOn: ({ data }, rows: Rows) =>
      change(rows, data.complaintId, { step: 'actedOn', outcome: data.outcome }),
    ComplaintNotSatisfied: ({ data }, rows: Rows) => change(rows, data.complaintId, { score: data.score }),
    ComplaintPaused: ({ data }, rows: Rows) => change(rows, data.complaintId, { paused: true }),
    ComplaintResumed: ({ data }, rows: Rows) =>
      change(rows, data.complaintId, { paused: false, resolve_due_at: data.due.resolve }),
    ComplaintClosed: ({ data, occurredAt }, rows: Rows) =>
      change(rows, data.complaintId, {
        step: 'closed',
        paused: false,
        closed_at: occurredAt,
        closing_reason: data.reason,
        outcome: data.outcome ?? null,
        recovered: data.recovered,
        score: data.score ?? null,
      }),
    ComplaintReopened: ({ data }, rows: Rows) =>
      change(rows, data.complaintId, {
        step: BEFORE[data.step],
        resolve_due_at: data.due.resolve,
        closed_at: null,
        closing_reason: null,
        recovered: null,
        times_reopened: (rows.get(data.complaintId)?.times_reopened ?? 0) + 1,
      }),
    HouseClockBreached: ({ data }, rows: Rows) => {
      const breached = rows.get(data.complaintId)?.breached ?? [];
      change(rows, data.complaintId, { breached: [...new Set([...breached, data.clock])] });
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
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(
      tx,
      'facts.complaints',
      [...rows.values()].map(row => ({ ...row })),
      {
        key: ['complaint_id'],
      },
    )),
  rebuild: { tables: { 'facts.complaints': 'recorded_customer_id' } },
});

const BEFORE = { confirm: 'opened', empathise: 'confirmed', act: 'empathised', verify: 'actedOn' } as const;

/** The rows of complaints that the batch goes on with. */
async function present(events: readonly Recorded<ComplaintsEvent>[], tx: Tx): Promise<Rows> {
  const opened = new Set(idsOf(events.filter(({ type }) => isOpening(type))));
  const older = [...new Set(idsOf(events))].filter(id => !opened.has(id));
  if (older.length === 0) return new Map();
  const { rows } = await tx.query<ComplaintRow>('select * from facts.complaints where complaint_id = any($1::uuid[])', [
    older,
  ]);
  return new Map(rows.map(row => [row.complaint_id, row]));
}

const idsOf = (events: readonly Recorded<ComplaintsEvent>[]): string[] =>
  events.flatMap(({ data }) => ('complaintId' in data && data.complaintId) || []);

const isOpening = (type: ComplaintsEvent['type']): type is Opening =>
  type === 'ComplaintOpened' || type === 'HistoricComplaintRecorded';

/** A complaint that is not there was dropped by hand when it was parked: what follows is about nothing we count. */
function change(rows: Rows, id: string, changes: Partial<ComplaintRow>): void {
  const row = rows.get(id);
  if (row) rows.set(id, { ...row, ...changes });
}
