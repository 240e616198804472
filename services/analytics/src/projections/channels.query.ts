import type { Tx } from '@rapport/messaging';

export interface ChannelCounts {
  readonly channel: string;
  readonly interactions: number;
  readonly solved: number;
  /** How many contacts have an outcome. */
  readonly ended: number;
  readonly meanCsat: number | null;
  readonly deviation: number | null;
  readonly nCsat: number;
  readonly complaints: number;
}

/** Every channel that occurs in a contact, a CSAT answer or a complaint, the busiest first. */
export async function countsByChannel(tx: Tx): Promise<ChannelCounts[]> {
  const { rows } = await tx.query<ChannelCounts>(
    `with contacts as (
       select channel, count(*) as interactions, count(*) filter (where outcome = 'solved') as solved, count(outcome) as ended
       from facts.interactions group by channel
     ), answers as (
       select channel, avg(score)::float8 as mean, stddev_samp(score)::float8 as deviation, count(*) as n
       from facts.feedback where survey = 'csat' and score is not null and channel is not null group by channel
     ), complaints as (select channel, count(*) as n from facts.complaints group by channel)
     select channel, coalesce(i.interactions, 0) as interactions, coalesce(i.solved, 0) as solved, coalesce(i.ended, 0) as ended,
       a.mean as "meanCsat", a.deviation, coalesce(a.n, 0) as "nCsat", coalesce(c.n, 0) as complaints
     from contacts i full join answers a using (channel) full join complaints c using (channel)
     order by 2 desc, 8 desc, channel`,
  );
  return rows;
}
