import type { Tx } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';
import { iso } from './view-row.ts';

export const SUGGESTION_STATES = ['open', 'dismissed', 'parted', 'merged'] as const;

export interface Suggestion {
  readonly suggestionId: string;
  readonly state: (typeof SUGGESTION_STATES)[number];
  readonly score: number;
  readonly reasons: readonly { readonly finding: string; readonly bits: number }[];
  readonly rulesVersion: number;
  readonly foundAt: string;
  /** The two records as they were compared. */
  readonly recorded: readonly [string, string];
  /** Whose they are now; merged ones are the same. */
  readonly current: readonly [string, string];
}

export interface SuggestionKey {
  readonly score: number;
  readonly suggestionId: string;
}

/** A decision on two records is one on the customers that they belong to now. */
const SUGGESTIONS = `
with apart as (
  select h.what, coalesce(a.current, h.one) as one, coalesce(b.current, h.other) as other
  from app.identity_history h left join messaging.identity a on a.recorded = h.one
  left join messaging.identity b on b.recorded = h.other
  where h.what in ('dismissed', 'unmerged')
), suggested as (
  select s.*, coalesce(a.current, s.one) as first, coalesce(b.current, s.other) as second
  from app.duplicate_suggestion s left join messaging.identity a on a.recorded = s.one
  left join messaging.identity b on b.recorded = s.other
), judged as (
  select s.*, case when s.first = s.second then 'merged'
    when exists (select from apart p where p.what = 'dismissed' and least(p.one, p.other) = least(s.first, s.second)
      and greatest(p.one, p.other) = greatest(s.first, s.second)) then 'dismissed'
    when exists (select from apart p where p.what = 'unmerged' and least(p.one, p.other) = least(s.first, s.second)
      and greatest(p.one, p.other) = greatest(s.first, s.second)) then 'parted'
    else 'open' end as state
  from suggested s
)`;

const COLUMNS = `suggestion_id as "suggestionId", state, score, reasons, rules_version as "rulesVersion",
  ${iso('found_at')} as "foundAt", json_build_array(one, other) as recorded, json_build_array(first, second) as current`;

/** Open suggestions, the likeliest first, of two customers the likeliest alone; all, or those of one customer. Only those of two whom the staff see. */
export async function openSuggestions(
  tx: Tx,
  customer: string | undefined,
  after: SuggestionKey | undefined,
  limit: number,
  staff: readonly string[] | null = null,
): Promise<Suggestion[]> {
  const { rows } = await tx.query<Suggestion>(
    `${SUGGESTIONS}, likeliest as (
       select distinct on (least(first, second), greatest(first, second)) * from judged
       where state = 'open' and ($1::uuid is null or first = $1 or second = $1)
         and ${seenBy('$5', 'first')} and ${seenBy('$5', 'second')}
       order by least(first, second), greatest(first, second), score desc, suggestion_id
     ) select ${COLUMNS} from likeliest
     where $2::float8 is null or (score, suggestion_id) < ($2, $3::uuid)
     order by score desc, suggestion_id desc limit $4`,
    [customer ?? null, after?.score ?? null, after?.suggestionId ?? null, limit, staff],
  );
  return rows;
}

export async function suggestionOf(tx: Tx, suggestionId: string): Promise<Suggestion | undefined> {
  const { rows } = await tx.query<Suggestion>(`${SUGGESTIONS} select ${COLUMNS} from judged where suggestion_id = $1`, [
    suggestionId,
  ]);
  return rows[0];
}
