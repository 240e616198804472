import type { Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

export interface ListedComplaint {
  readonly complaintId: string;
  readonly customerId: string;
  readonly status: 'open' | 'closed';
  readonly paused: boolean;
  readonly historic: boolean;
  readonly step: string | null;
  readonly severity: number | null;
  readonly cause: string;
  readonly channel: string;
  readonly product: string | null;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly breached: boolean;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly recovered: boolean;
  readonly closedAt: string | null;
}

export interface Wanted {
  readonly status: 'open' | 'closed' | 'all';
  /** All recorded ids of one customer. */
  readonly customers?: readonly string[] | undefined;
  readonly breached?: boolean | undefined;
  /** Only of customers whom nobody looks after, or one of these of the staff; of all where it is null. */
  readonly staff?: readonly string[] | null;
}

/** Where a page ended. */
export interface ListKey {
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly complaintId: string;
}

/** Open complaints: what is due next first, those that wait for the customer last. Others: the newest first. */
const ORDER = {
  urgency: {
    after: `(coalesce(due_at, 'infinity'), opened_at, complaint_id) > (coalesce(last.due, 'infinity'), last.opened, last.id)`,
    by: `coalesce(due_at, 'infinity'), opened_at, complaint_id`,
  },
  newest: {
    after: `(opened_at, complaint_id) < (last.opened, last.id)`,
    by: `opened_at desc, complaint_id desc`,
  },
} as const;

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export async function listComplaints(
  pool: Messaging['pool'],
  { status, customers, breached, staff = null }: Wanted,
  after: ListKey | undefined,
  limit: number,
): Promise<ListedComplaint[]> {
  const order = status === 'open' ? ORDER.urgency : ORDER.newest;
  const { rows } = await pool.query<ListedComplaint>(
    `select complaint_id as "complaintId", customer_id as "customerId", status, paused, step, severity, cause, channel,
       product, ${iso('opened_at')} as "openedAt", ${iso('due_at')} as "dueAt", breached, outcome, reason, recovered,
       ${iso('closed_at')} as "closedAt", reason is not distinct from 'historicImport' as historic
     from app.complaints, (select $4::timestamptz as due, $5::timestamptz as opened, $6::uuid as id) as last
     where ($1 = 'all' or status = $1) and ($2::uuid[] is null or customer_id = any($2)) and ($3::boolean is null or breached = $3)
       and (last.id is null or ${order.after}) and ${seenBy('$8', 'customer_id')}
     order by ${order.by} limit $7`,
    [status, customers, breached, after?.dueAt, after?.openedAt, after?.complaintId, limit, staff],
  );
  return rows;
}
