import type { Tx } from '@rapport/messaging';
import type { LifecycleStage } from '../domain/customer.ts';
import type { RiskTurn } from '../domain/lifecycle-facts.ts';
import { latestHeard } from '../domain/lifecycle-rules.ts';

/** A customer with all records that are it, and when it was heard of under any of them. */
export interface Family {
  readonly current: string;
  readonly recorded: readonly string[];
  readonly stage: LifecycleStage;
  readonly reviewAt: string | null;
  readonly heard: readonly string[];
  /** Told of the current customer, over all its records: those of absorbed ones stand still. */
  readonly risks: readonly RiskTurn[];
}

interface Row {
  readonly current: string;
  readonly recorded: string;
  readonly heard: readonly string[] | null;
  readonly stage: LifecycleStage | null;
  readonly reviewAt: Date | null;
  readonly risks: readonly RiskTurn[] | null;
}

const MEMBERS = `
with asked as (
  select distinct coalesce(i.current, a.id) as current
  from unnest($1::uuid[]) a(id) left join messaging.identity i on i.recorded = a.id
), members as (
  select current, current as recorded from asked
  union all select i.current, i.recorded from messaging.identity i join asked on asked.current = i.current
)
select m.current, m.recorded, l.heard, l.stage, l.review_at as "reviewAt", l.risks
from members m left join app.lifecycle l on l.customer_id = m.recorded order by 1, 2`;

/** By each recorded id of these customers. */
export async function familiesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Family>> {
  let rows = await read(tx, ids);
  if (rows.some(({ current, recorded }) => current !== recorded)) {
    // Records of one customer lie in different partitions, whose readers see nothing of each other's facts until they are
    // committed: one of them waits, so that the last to ask knows all.
    await tx.query(`select pg_advisory_xact_lock(hashtext('app.lifecycle'))`);
    rows = await read(tx, ids);
  }
  const families = new Map<string, Family>();
  for (const [current, members] of Map.groupBy(rows, row => row.current)) {
    const own = members.find(({ recorded }) => recorded === current);
    const family = {
      current,
      recorded: members.map(({ recorded }) => recorded),
      stage: own?.stage ?? 'prospect',
      reviewAt: own?.reviewAt?.toISOString() ?? null,
      risks: own?.risks ?? [],
      heard: latestHeard(members.flatMap(({ heard }) => heard ?? [])),
    };
    for (const { recorded } of members) families.set(recorded, family);
  }
  return families;
}

const read = async (tx: Tx, ids: readonly string[]): Promise<Row[]> =>
  ids.length === 0 ? [] : (await tx.query<Row>(MEMBERS, [ids])).rows;
