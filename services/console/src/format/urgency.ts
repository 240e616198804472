import type { ComplaintRow } from '../api/complaint-types.ts';

type Timed = Pick<ComplaintRow, 'dueAt' | 'breached'>;

export function isLate(row: Timed, now: number): boolean {
  return row.breached === true || (row.dueAt != null && Date.parse(row.dueAt) < now);
}

/** Late ones first, then by what is due next; without a clock last. */
export function byUrgency<Row extends Timed>(rows: readonly Row[], now: number): Row[] {
  const due = (row: Row) => (row.dueAt ? Date.parse(row.dueAt) : Number.POSITIVE_INFINITY);
  return rows.toSorted((a, b) => Number(isLate(b, now)) - Number(isLate(a, now)) || (due(a) < due(b) ? -1 : 1));
}
