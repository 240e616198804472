import type { Tx } from '@rapport/messaging';

export interface Counted {
  readonly key: string;
  readonly n: number;
}

export interface ComplaintCounts {
  readonly total: number;
  readonly open: number;
  readonly closed: number;
  readonly byCause: readonly Counted[];
  readonly byChannel: readonly Counted[];
  readonly byTimeliness: readonly Counted[];
  readonly byDispute: readonly Counted[];
  readonly byMonth: readonly { readonly month: string; readonly n: number }[];
}

/** Which complaints: those of the given source of history, those of our own, or all. */
export type Origin = 'all' | 'historic' | 'own';

type Cut = 'byStatus' | 'byCause' | 'byChannel' | 'byTimeliness' | 'byDispute' | 'byMonth';

/** All cuts in one pass over the complaints. Times by the month in which the customer complained (UTC). */
export async function countComplaints(tx: Tx, origin: Origin): Promise<ComplaintCounts> {
  const { rows } = await tx.query<{ cut: Cut; key: string; n: number }>(
    `select (array['byStatus', 'byCause', 'byChannel', 'byTimeliness', 'byDispute', 'byMonth'])[
         array_position(array[grouping(status), grouping(cause), grouping(channel), grouping(timeliness), grouping(dispute), grouping(month)], 0)] as cut,
       coalesce(status, cause, channel, timeliness, dispute, month) as key, count(*) as n
     from (select status, cause, channel, timeliness, dispute, to_char(occurred_at at time zone 'UTC', 'YYYY-MM') as month
       from analytics.complaints where $1 = 'all' or historic = ($1 = 'historic')) c
     group by grouping sets ((status), (cause), (channel), (timeliness), (dispute), (month))
     order by n desc, key`,
    [origin],
  );
  const cut = (name: Cut): Counted[] => rows.filter(row => row.cut === name).map(({ key, n }) => ({ key, n }));
  const status = new Map(cut('byStatus').map(({ key, n }) => [key, n]));
  const open = status.get('open') ?? 0;
  const closed = status.get('closed') ?? 0;
  return {
    total: open + closed,
    open,
    closed,
    byCause: cut('byCause'),
    byChannel: cut('byChannel'),
    byTimeliness: cut('byTimeliness'),
    byDispute: cut('byDispute'),
    byMonth: cut('byMonth')
      .map(({ key, n }) => ({ month: key, n }))
      .sort((a, b) => a.month.localeCompare(b.month)),
  };
}
