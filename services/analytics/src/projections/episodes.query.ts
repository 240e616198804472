import type { Tx } from '@rapport/messaging';

export interface ResolvedInMonth {
  readonly month: string;
  /** Episodes closed in it whose re-contact window has passed. */
  readonly episodes: number;
  /** Those solved in one inbound contact, and not brought up again in that window. */
  readonly solved: number;
}

export interface EpisodeMeans {
  readonly closed: number;
  readonly open: number;
  readonly contacts: number | null;
  readonly handOvers: number | null;
  readonly idleSeconds: number | null;
  /** Median, since few take very long. */
  readonly flowSeconds: number | null;
  readonly repeats: number;
  readonly effort: number | null;
  readonly effortDeviation: number | null;
  readonly effortAnswers: number;
}

/** By month of closing, the oldest first: the last `months` up to `until` (YYYY-MM). */
export async function firstContactResolution(tx: Tx, months: number, until: string): Promise<ResolvedInMonth[]> {
  const { rows } = await tx.query<ResolvedInMonth>(
    `select to_char(m, 'YYYY-MM') as month, coalesce(r.episodes, 0)::integer as episodes, coalesce(r.solved, 0)::integer as solved
     from generate_series(to_date($2, 'YYYY-MM') - make_interval(months => $1 - 1), to_date($2, 'YYYY-MM'), interval '1 month') m
     left join analytics.first_contact_resolution r on r.month = to_char(m, 'YYYY-MM') order by 1`,
    [months, until],
  );
  return rows;
}

/** How the episodes closed from the first of these months to the last went, and how many are open now. */
export async function episodeMeans(tx: Tx, months: number, until: string): Promise<EpisodeMeans> {
  const { rows } = await tx.query<EpisodeMeans>(
    `with closed as (
       select * from analytics.episodes
       where closed_at >= (to_date($2, 'YYYY-MM') - make_interval(months => $1 - 1)) at time zone 'UTC'
         and closed_at < (to_date($2, 'YYYY-MM') + interval '1 month') at time zone 'UTC'
     ), answers as (
       select f.score from facts.feedback f join facts.episode_contacts c using (interaction_id)
       where f.survey = 'ces' and f.score is not null and c.episode_id in (select episode_id from closed)
     )
     select c.*, a.*, (select count(*)::integer from facts.episodes where closed_at is null) as open
     from (select count(*)::integer as closed, avg(contacts)::float8 as contacts, avg(hand_overs)::float8 as "handOvers",
         avg(idle_seconds)::float8 as "idleSeconds",
         percentile_cont(0.5) within group (order by flow_seconds) as "flowSeconds",
         (count(*) filter (where follows is not null or inbound_contacts > 1))::integer as repeats from closed) c,
       (select avg(score)::float8 as effort, stddev_samp(score)::float8 as "effortDeviation", count(*)::integer as "effortAnswers"
        from answers) a`,
    [months, until],
  );
  const [row] = rows;
  if (!row) throw new Error('a query for means gave no row');
  return row;
}
