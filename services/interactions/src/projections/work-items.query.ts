import type { Messaging } from '@rapport/messaging';
import { workSeenBy, type WorkSight } from './work-sight.query.ts';

/** A work item on a list. */
export interface WorkRow {
  readonly workItemId: string;
  readonly customerId: string | null;
  readonly task: string;
  readonly rule: string | null;
  readonly about: { readonly kind: string; readonly id: string } | null;
  readonly priority: number;
  readonly assigneeId: string | null;
  readonly team: string | null;
  readonly role: string;
  readonly state: string;
  readonly claimed: boolean;
  readonly raisedAt: string;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly escalated: boolean;
  readonly closedAt: string | null;
  readonly outcome: string | null;
}

/** Where a page ended. */
export interface WorkKey {
  readonly priority: number;
  readonly dueAt: string;
  readonly workItemId: string;
}

export interface WorkAsked {
  /** Any of these. */
  readonly assignees?: readonly string[] | undefined;
  /** Any of these teams. */
  readonly teams?: readonly string[] | undefined;
  readonly role?: string | undefined;
  readonly customers?: readonly string[] | undefined;
  readonly state: string;
  readonly overdue?: boolean | undefined;
  readonly seen?: WorkSight | undefined;
  readonly after?: WorkKey | undefined;
  readonly limit: number;
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const WORK_COLUMNS = `work_item_id as "workItemId", customer_id as "customerId", task, rule, about, priority, assignee as "assigneeId",
  team, role, state, claimed, ${iso('raised_at')} as "raisedAt", ${iso('due_at')} as "dueAt",
  (state = 'open' and due_at <= now()) as overdue, escalated, ${iso('closed_at')} as "closedAt", outcome`;

/** The most urgent first, then what is due first. */
export async function listWork(pool: Messaging['pool'], asked: WorkAsked): Promise<WorkRow[]> {
  const { assignees, teams, role, customers, state, overdue, seen, after, limit } = asked;
  const { rows } = await pool.query<WorkRow>(
    `select ${WORK_COLUMNS} from app.work_items
     where ($1::text is null or state = $1) and ($2::text[] is null or assignee = any($2))
       and ($3::text[] is null or team = any($3)) and ($4::text is null or role = $4)
       and ($5::uuid[] is null or customer_id = any($5))
       and ($6::boolean is null or (state = 'open' and due_at <= now()) = $6)
       and ($7::integer is null or (-priority, due_at, work_item_id) > (-$7::integer, $8::timestamptz, $9::uuid))
       and ${workSeenBy('$11', '$12')}
     order by -priority, due_at, work_item_id limit $10`,
    [
      state === 'all' ? null : state,
      assignees ?? null,
      teams ?? null,
      role ?? null,
      customers ?? null,
      overdue ?? null,
      after?.priority ?? null,
      after?.dueAt ?? null,
      after?.workItemId ?? null,
      limit,
      seen?.staff ?? null,
      seen?.teams ?? null,
    ],
  );
  return rows;
}
