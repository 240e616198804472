import { complaintsEvents, type ComplaintsEvent, type Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';

/** A row of `app.promises`. */
type Row = {
  readonly promise_id: string;
  readonly customer_id: string;
  readonly complaint_id: string | null;
  readonly interaction_id: string | null;
  readonly instead: string | null;
  readonly kind: string;
  readonly owner_id: string;
  readonly team: string | null;
  readonly status: 'open' | 'kept' | 'broken' | 'released';
  readonly broken: boolean;
  readonly made_at: string;
  readonly due_at: string;
  readonly ended_at: string | null;
  readonly times_renegotiated: number;
};

type Rows = Map<string, Row>;
type Event = Recorded<ComplaintsEvent>;
type OfPromise = Extract<Event, { readonly type: `Promise${string}` }>;

/** All promises with what became of them, under the customer's id as recorded: `app.promises`. How it is asked is beside it. */
export const promises = defineProjection({
  name: 'promises',
  from: ['complaints'],
  begin: (events, tx): Promise<Rows> => present(events, tx),
  on: {
    ...ignoring(complaintsEvents),
    PromiseMade: ({ data, occurredAt }, rows: Rows) => {
      rows.set(data.promiseId, {
        promise_id: data.promiseId,
        customer_id: data.customerId,
        complaint_id: data.complaintId ?? null,
        interaction_id: data.interactionId ?? null,
        instead: data.instead ?? null,
        kind: data.kind,
        owner_id: data.ownerId,
        team: data.team ?? null,
        status: 'open',
        broken: false,
        made_at: occurredAt,
        due_at: data.dueAt,
        ended_at: null,
        times_renegotiated: 0,
      });
    },
    PromiseRenegotiated: (event, rows: Rows) =>
      change(rows, event, ({ times_renegotiated: before }) => ({
        due_at: event.data.dueAt,
        times_renegotiated: before + 1,
      })),
    PromiseReassigned: (event, rows: Rows) =>
      change(rows, event, ({ team }) => ({ owner_id: event.data.ownerId, team: event.data.team ?? team })),
    PromiseKept: (event, rows: Rows) => change(rows, event, { status: 'kept', ended_at: event.occurredAt }),
    PromiseBroken: (event, rows: Rows) => change(rows, event, { status: 'broken', broken: true }),
    PromiseReleased: (event, rows: Rows) => change(rows, event, { status: 'released', ended_at: event.occurredAt }),
  },
  async commit(rows, tx) {
    await bulkUpsert(tx, 'app.promises', [...rows.values()], { key: ['promise_id'] });
  },
  rebuild: { tables: { 'app.promises': 'customer_id' } },
});

async function present(events: readonly Event[], tx: Tx): Promise<Rows> {
  const ids = [...new Set(events.flatMap(({ data }) => ('promiseId' in data ? [data.promiseId] : [])))];
  const { rows } = await tx.query<{ row: Row }>(
    `select to_jsonb(p) as row from app.promises p where promise_id = any($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ row }) => [row.promise_id, row]));
}

function change(rows: Rows, { data, type }: OfPromise, to: Partial<Row> | ((row: Row) => Partial<Row>)): void {
  const row = rows.get(data.promiseId);
  if (!row) throw new Error(`${type} of the promise ${data.promiseId}, which was never made`);
  rows.set(data.promiseId, { ...row, ...(typeof to === 'function' ? to(row) : to) });
}
