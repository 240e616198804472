import type { WorkEvent, WorkItem } from './work-item.ts';

type Dated = WorkEvent & { readonly at: string };

/** When time alone will change it next: raised, overdue, or of no use any more. */
export function nextDue(state: WorkItem | null): string | null {
  if (state?.status === 'planned') return state.raiseAt;
  if (state?.status !== 'open') return null;
  const { dueAt, expiresAt } = state.item;
  const times = [...(state.overdue ? [] : [dueAt]), ...(expiresAt === undefined ? [] : [expiresAt])];
  return times.reduce<string | null>((first, at) => (first === null || at < first ? at : first), null);
}

/** What has happened by `now`, each marked with when it was due. */
export function passed(state: WorkItem | null, now: string): Dated[] {
  if (state?.status === 'planned') return raised(state, now);
  return state?.status === 'open' ? ran(state, now) : [];
}

function raised({ item, raiseAt }: WorkItem, now: string): Dated[] {
  if (raiseAt === null || raiseAt > now) return [];
  const open = { status: 'open', item, raiseAt: null, overdue: false, claimed: false, outcome: null } as const;
  return [{ type: 'WorkItemRaised', at: raiseAt, data: item }, ...ran(open, now)];
}

function ran({ item, overdue }: WorkItem, now: string): Dated[] {
  const { workItemId, customerId, dueAt, assigneeId, team, role, escalateTo, expiresAt } = item;
  const ids = { workItemId, ...(customerId !== undefined && { customerId }) };
  const expired = expiresAt !== undefined && expiresAt <= now;
  const late = !overdue && dueAt <= now && !(expired && expiresAt < dueAt);
  const who = { ...(assigneeId !== undefined && { assigneeId }), ...(team !== undefined && { team }) };
  return [
    ...(late ? [{ type: 'WorkItemOverdue', at: dueAt, data: { ...ids, dueAt, ...who } } as const] : []),
    ...(late && escalateTo !== undefined && escalateTo !== role
      ? [{ type: 'WorkItemEscalated', at: dueAt, data: { ...ids, from: role, role: escalateTo } } as const]
      : []),
    ...(expired ? [{ type: 'WorkItemExpired', at: expiresAt, data: ids } as const] : []),
  ];
}
