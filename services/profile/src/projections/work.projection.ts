import { interactionsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, markChanged, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

type Row = Record<string, unknown>;
type Rows = Map<string, Row>;
interface About {
  readonly data: { readonly workItemId: string };
}

/** The items that the events of a batch change, as they are. */
async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Rows> {
  const ids = events.flatMap(({ data }) => ('workItemId' in data ? [data.workItemId] : []));
  const { rows } = await tx.query<{ id: string; row: object }>(
    `select work_item_id::text as id, to_jsonb(w) as row from app.work w
     where work_item_id = any($1::uuid[]) order by work_item_id for update`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, row }) => [id, { ...row }]));
}

/** Planned items are none yet, and work without a customer is shown on nobody's page: neither has a row. */
function change({ data }: About, rows: Rows, changes: Row): void {
  const row = rows.get(data.workItemId);
  if (row) rows.set(data.workItemId, { ...row, ...changes });
}

const over = (event: About, rows: Rows): void => change(event, rows, { open: false });

/** What people have to do for a customer (table app.work). */
export const work = defineProjection({
  name: 'work',
  from: ['interactions'],
  begin: read,
  on: {
    ...ignoring(interactionsEvents),
    WorkItemRaised({ data, occurredAt }, rows) {
      if (data.customerId === undefined) return;
      rows.set(data.workItemId, {
        work_item_id: data.workItemId,
        customer_id: data.customerId,
        task: data.task,
        priority: data.priority,
        role: data.role,
        assignee: data.assigneeId ?? null,
        team: data.team ?? null,
        raised_at: occurredAt,
        due_at: data.dueAt,
        open: true,
      });
    },
    WorkItemAssigned(event, rows) {
      const { assigneeId = null, team = null } = event.data;
      change(event, rows, { assignee: assigneeId, team });
    },
    WorkItemClaimed: (event, rows) => change(event, rows, { assignee: event.data.assigneeId }),
    WorkItemRescheduled: (event, rows) => change(event, rows, { due_at: event.data.dueAt }),
    WorkItemEscalated: (event, rows) => change(event, rows, { role: event.data.role }),
    WorkItemDone: over,
    WorkItemCancelled: over,
    WorkItemExpired: over,
  },
  commit: async (rows, tx) => void (await bulkUpsert(tx, 'app.work', [...rows.values()], { key: ['work_item_id'] })),
  rebuild: { tables: { 'app.work': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type OpenWork = {
  readonly workItemId: string;
  readonly task: string;
  readonly priority: number;
  readonly role: string;
  readonly assigneeId: string | null;
  readonly team: string | null;
  readonly raisedAt: string;
  readonly dueAt: string;
};

/** By recorded customer: what is to be done, the most urgent first. */
export async function openWorkOf(tx: Tx, recorded: readonly string[]): Promise<Map<string, OpenWork[]>> {
  const { rows } = await tx.query<OpenWork & { customer: string }>(
    `select customer_id as customer, work_item_id as "workItemId", task, priority, role, assignee as "assigneeId", team,
       ${iso('raised_at')} as "raisedAt", ${iso('due_at')} as "dueAt"
     from app.work where customer_id = any($1::uuid[]) and open order by priority desc, due_at, work_item_id`,
    [recorded],
  );
  const work = new Map<string, OpenWork[]>();
  for (const { customer, ...item } of rows) work.set(customer, [...(work.get(customer) ?? []), item]);
  return work;
}
