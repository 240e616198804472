import { complaintsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

type Row = Readonly<Record<string, unknown>>;
type Rows = Map<string, Row>;
interface About {
  readonly data: { readonly promiseId: string };
}

async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Rows> {
  const ids = events.flatMap(({ data }) => ('promiseId' in data ? [data.promiseId] : []));
  const { rows } = await tx.query<{ id: string; row: Row }>(
    `select promise_id::text as id, to_jsonb(p) as row from app.promise p
     where promise_id = any($1::uuid[]) order by promise_id for update`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, row }) => [id, row]));
}

function change({ data: { promiseId } }: About, rows: Rows, changes: Row): void {
  const row = rows.get(promiseId);
  if (!row) throw new Error(`the making of promise ${promiseId} is missing`);
  rows.set(promiseId, { ...row, ...changes });
}

/** Each promise and what became of it (table app.promise); the view of the customer marks the document. */
export const promises = defineProjection({
  name: 'promises',
  from: ['complaints'],
  begin: read,
  on: {
    ...ignoring(complaintsEvents),
    PromiseMade({ data }, rows: Rows) {
      rows.set(data.promiseId, {
        promise_id: data.promiseId,
        customer_id: data.customerId,
        kind: data.kind,
        owner: data.ownerId,
        complaint_id: data.complaintId ?? null,
        interaction_id: data.interactionId ?? null,
        instead: data.instead ?? null,
        due_at: data.dueAt,
        broken: false,
        ended: null,
      });
    },
    PromiseRenegotiated: (event, rows) => change(event, rows, { due_at: event.data.dueAt }),
    PromiseReassigned: (event, rows) => change(event, rows, { owner: event.data.ownerId }),
    PromiseBroken: (event, rows) => change(event, rows, { broken: true }),
    PromiseKept: (event, rows) => change(event, rows, { ended: 'kept' }),
    PromiseReleased: (event, rows) => change(event, rows, { ended: 'released' }),
  },
  commit: async (rows, tx) => void (await bulkUpsert(tx, 'app.promise', [...rows.values()], { key: ['promise_id'] })),
  rebuild: { tables: { 'app.promise': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type OpenPromise = {
  readonly promiseId: string;
  readonly kind: string;
  readonly ownerId: string;
  readonly complaintId: string | null;
  readonly interactionId: string | null;
  readonly dueAt: string;
  /** Its time has passed, and the customer still waits. */
  readonly broken: boolean;
};

export type Promises = {
  /** What the customer waits for, the earliest first: the first ones, and how many there are. */
  readonly open: readonly OpenPromise[];
  readonly openCount: number;
  /** Kept in time. */
  readonly kept: number;
  /** Not done in time, whether made good since or not. */
  readonly broken: number;
};

export const PROMISES_SHOWN = 20;

/** For a broken promise that another one makes up for, the customer waits no more: the other may be of another record. */
const WAITS = `p.ended is null and not exists (select from app.promise i where i.instead = p.promise_id)`;

/** By recorded customer. */
export async function promisesOf(tx: Tx, recorded: readonly string[]): Promise<ReadonlyMap<string, Promises>> {
  const { rows } = await tx.query<Promises & { customer: string }>(
    `select customer_id as customer, count(*) filter (where waits) as "openCount",
       count(*) filter (where ended = 'kept' and not broken) as kept, count(*) filter (where broken) as broken,
       coalesce(to_json((array_agg(json_build_object('promiseId', promise_id, 'kind', kind, 'ownerId', owner,
         'complaintId', complaint_id, 'interactionId', interaction_id, 'dueAt', ${iso('due_at')}, 'broken', broken)
         order by due_at, promise_id) filter (where waits))[1:${PROMISES_SHOWN}]), '[]') as open
     from (select *, ${WAITS} as waits from app.promise p where customer_id = any($1::uuid[])) p group by customer_id`,
    [recorded],
  );
  return new Map(rows.map(({ customer, ...promises }) => [customer, promises]));
}

/** Those of all records of one customer. */
export function promisesTogether(each: readonly Promises[]): Promises {
  const sum = (count: 'openCount' | 'kept' | 'broken') => each.reduce((total, part) => total + part[count], 0);
  const open = each.flatMap(part => part.open).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return {
    open: open.slice(0, PROMISES_SHOWN),
    openCount: sum('openCount'),
    kept: sum('kept'),
    broken: sum('broken'),
  };
}
