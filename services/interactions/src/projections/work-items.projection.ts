import { interactionsEvents, type EventOfType, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';

type Row = Record<string, unknown>;
type Rows = Map<string, Row>;
type Facts = EventOfType<'WorkItemRaised'>['data'];
interface About {
  readonly data: { readonly workItemId: string };
  readonly occurredAt: string;
}

/** The items that the events of a batch change, as they are. */
async function read(events: readonly RecordedEvent[], tx: Tx): Promise<Rows> {
  const ids = events.flatMap(({ data }) => ('workItemId' in data ? [data.workItemId] : []));
  const { rows } = await tx.query<{ id: string; row: object }>(
    `select work_item_id::text as id, to_jsonb(w) as row from app.work_items w
     where work_item_id = any($1::uuid[]) order by work_item_id for update`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, row }) => [id, { ...row }]));
}

const rowOf = (data: Facts, state: string, at: string): Row => ({
  work_item_id: data.workItemId,
  customer_id: data.customerId ?? null,
  task: data.task,
  rule: data.cause?.rule ?? null,
  rule_version: data.cause?.version ?? null,
  event_type: data.cause?.eventType ?? null,
  about: data.about ?? null,
  priority: data.priority,
  assignee: data.assigneeId ?? null,
  team: data.team ?? null,
  role: data.role,
  state,
  claimed: false,
  raised_at: at,
  due_at: data.dueAt,
  overdue_at: null,
  escalated: false,
  closed_at: null,
  outcome: null,
});

function change({ data }: About, rows: Rows, changes: Row): void {
  const row = rows.get(data.workItemId);
  if (!row) throw new Error(`the first event of work item ${data.workItemId} is missing`);
  rows.set(data.workItemId, { ...row, ...changes });
}

const closed = (event: About, rows: Rows, state: string, outcome: string | null): void =>
  change(event, rows, { state, outcome, closed_at: event.occurredAt });

/** Everything that somebody has to do, or had: `app.work_items`. */
export const workItems = defineProjection({
  name: 'work-items',
  from: ['interactions'],
  begin: read,
  on: {
    ...ignoring(interactionsEvents),
    WorkItemPlanned: ({ data }, rows) => void rows.set(data.workItemId, rowOf(data, 'planned', data.raiseAt)),
    WorkItemRaised: ({ data, occurredAt }, rows) => void rows.set(data.workItemId, rowOf(data, 'open', occurredAt)),
    WorkItemPlanDropped: (event, rows) => closed(event, rows, 'dropped', event.data.reason),
    WorkItemAssigned(event, rows) {
      const { assigneeId = null, team = null } = event.data;
      change(event, rows, { assignee: assigneeId, team, claimed: false });
    },
    WorkItemClaimed: (event, rows) => change(event, rows, { assignee: event.data.assigneeId, claimed: true }),
    WorkItemRescheduled: (event, rows) => change(event, rows, { due_at: event.data.dueAt, overdue_at: null }),
    WorkItemOverdue: (event, rows) => change(event, rows, { overdue_at: event.data.dueAt }),
    WorkItemEscalated: (event, rows) => change(event, rows, { role: event.data.role, escalated: true }),
    WorkItemDone: (event, rows) => closed(event, rows, 'done', event.data.outcome),
    WorkItemCancelled: (event, rows) => closed(event, rows, 'cancelled', event.data.reason),
    WorkItemExpired: (event, rows) => closed(event, rows, 'expired', null),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.work_items', [...rows.values()], { key: ['work_item_id'] })),
  rebuild: { tables: { 'app.work_items': 'work_item_id' } },
});
