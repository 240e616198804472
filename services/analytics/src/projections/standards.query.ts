import type { Tx } from '@rapport/messaging';

/** What was measured under one version of a standard in a month, by channel and value class. */
export type MeasuredGroup = {
  readonly standard: string;
  readonly version: number;
  readonly measure: string;
  readonly target: number;
  readonly withdrawnAtMost: number | null;
  /** YYYY-MM, UTC: when it was met, was due, or was given up. */
  readonly month: string;
  readonly channel: string | null;
  readonly valueClass: string | null;
  readonly met: number;
  readonly breached: number;
  /** Given up by the customer before it was due: neither. */
  readonly withdrawn: number;
};

/** The last `months` up to `until` (YYYY-MM); of one standard, or of all where none is named. Observed conduct has no class. */
export async function measuredGroups(
  tx: Tx,
  {
    months,
    until,
    standard,
  }: { readonly months: number; readonly until: string; readonly standard?: string | undefined },
): Promise<MeasuredGroup[]> {
  const { rows } = await tx.query<MeasuredGroup>(
    `with measured as (
       select standard, version, measure, target, withdrawn_at_most, channel, value_class, met, occurred_at from facts.standards
       union all
       select standard, version, kind, target, null, channel, null, met, occurred_at from facts.conduct where standard is not null
     )
     select standard, version, measure, max(target) as target, max(withdrawn_at_most) as "withdrawnAtMost",
       to_char(occurred_at at time zone 'UTC', 'YYYY-MM') as month, channel, value_class as "valueClass",
       (count(*) filter (where met))::integer as met, (count(*) filter (where not met))::integer as breached,
       (count(*) filter (where met is null))::integer as withdrawn
     from measured
     where occurred_at >= (to_date($2, 'YYYY-MM') - make_interval(months => $1 - 1)) at time zone 'UTC'
       and occurred_at < (to_date($2, 'YYYY-MM') + interval '1 month') at time zone 'UTC'
       and ($3::text is null or standard = $3)
     group by standard, version, measure, month, channel, value_class
     order by standard, version desc, month, channel, value_class`,
    [months, until, standard ?? null],
  );
  return rows;
}
