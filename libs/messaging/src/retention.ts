import type { ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import type { Tx } from './pool.ts';

const HOUR_MS = 3_600_000;
/** Records of one step: some tens of milliseconds, so that nobody waits for it. */
const STEP = 500;

/** A field of the values beside a kind of stream, and for how many months after the last of them it is kept. */
export interface RetentionRule {
  readonly service: ServiceName;
  readonly kind: string;
  /** As it is called, or what its name begins with before a colon and a number. */
  readonly field: string;
  readonly months: number;
}

/** Puts the rules of a service in place of those it had, unless it knows later ones. */
export async function keepRules(tx: Tx, version: number, rules: readonly RetentionRule[]): Promise<void> {
  const { rows } = await tx.query<{ known: number | null }>('select max(version) as known from messaging.retention');
  if ((rows[0]?.known ?? 0) > version) return;
  await tx.query('delete from messaging.retention');
  await tx.query(
    `insert into messaging.retention (kind, field, months, version)
     select kind, field, min(months), $2 from json_to_recordset($1) as r(kind text, field text, months int) group by kind, field`,
    [JSON.stringify(rules), version],
  );
}

/** What was removed for its age on a day, by rule. */
export interface Removal {
  readonly kind: string;
  readonly field: string;
  readonly months: number;
  /** The version of the rules. */
  readonly version: number;
  readonly day: string;
  readonly removed: number;
}

// A hold keeps everything of its customer, however old, and of whoever was merged with them since.
const REMOVE = `
with rule as (select $1::text as kind, $2::text as field, $3::int as months, $4::int as version), held as (
  select part.id::text as subject from messaging.holds h
  cross join lateral (select coalesce((select current from messaging.identity where recorded = h.subject::uuid), h.subject::uuid) as id) now
  cross join lateral (select now.id union all select recorded from messaging.identity where current = now.id) part
  where not h.released
), old as (
  select p.stream from messaging.personal p, rule r
  where p.stored_at < now() - make_interval(months => r.months) and p.stream like r.kind || '-%'
    and exists (select from jsonb_object_keys(p."values") k where split_part(k, ':', 1) = r.field)
    and not exists (select from held where held.subject = p.subject)
  order by p.stream limit $5 for update of p
), kept as (
  update messaging.personal p set "values" = coalesce((select jsonb_object_agg(key, value)
    from jsonb_each(p."values") where split_part(key, ':', 1) <> (select field from rule)), '{}')
  from old where p.stream = old.stream returning p.stream
), counted as (
  insert into messaging.removals as m (kind, field, version, months, day, removed)
  select kind, field, version, months, current_date, (select count(*) from kept) from rule where exists (select from kept)
  on conflict (kind, field, version, day) do update set removed = m.removed + excluded.removed
)
select count(*) as removed from kept`;

/** One small step of removing what is past its time, to be called again and again: each hour by all rules, some records a step. */
export function createRetention(pool: pg.Pool, now = Date.now): () => Promise<void> {
  let nextAt = 0;
  let left: readonly Omit<Removal, 'day' | 'removed'>[] = [];
  return async () => {
    if (now() >= nextAt) {
      left = (await pool.query<Removal>('select kind, field, months, version from messaging.retention')).rows;
      nextAt = now() + HOUR_MS;
    }
    const [rule] = left;
    if (rule === undefined) return;
    const { kind, field, months, version } = rule;
    const { rows } = await pool.query<{ removed: number }>(REMOVE, [kind, field, months, version, STEP]);
    if ((rows[0]?.removed ?? 0) < STEP) left = left.slice(1);
  };
}

/** What was removed for its age, the last first. */
export async function removalsOf(pool: pg.Pool, limit: number): Promise<Removal[]> {
  const { rows } = await pool.query<Removal>(
    `select kind, field, months, version, day::text as day, removed from messaging.removals
     order by day desc, kind, field, version limit $1`,
    [limit],
  );
  return rows;
}
