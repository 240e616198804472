import type { Tx } from '@rapport/messaging';

/** At most so many answers are measured, the newest: an interval of more would be none narrower to the eye. */
const MOST = 100_000;

export interface Responses {
  readonly questionnaire: string;
  readonly channel: string | null;
  readonly invited: number;
  readonly sampled: number;
  readonly answered: number;
}

/** How many of those who were asked since have answered, by survey and by the channel of the contact. */
export async function responsesSince(tx: Tx, since: string): Promise<Responses[]> {
  const { rows } = await tx.query<Responses>(
    `select v.questionnaire, v.channel, count(*)::integer as invited, count(*) filter (where v.sampled)::integer as sampled,
       count(f.invitation_id)::integer as answered
     from facts.survey_invitations v
     left join (select distinct recorded_customer_id, invitation_id from facts.feedback where invitation_id is not null) f
       using (recorded_customer_id, invitation_id)
     where v.asked_at >= $1 group by 1, 2 order by 3 desc, 1, 2`,
    [since],
  );
  return rows;
}

export interface Scores {
  readonly survey: 'csat' | 'nps' | 'ces';
  /** How often each answer 0…10 was given. */
  readonly frequencies: readonly number[];
}

export async function scoresSince(tx: Tx, since: string): Promise<Scores[]> {
  const { rows } = await tx.query<Scores>(
    `select survey, array_agg(n order by answer) as frequencies from (
       select s.survey, a.answer, count(f.score)::integer as n
       from unnest(array['csat', 'nps', 'ces']) as s(survey) cross join generate_series(0, 10) as a(answer)
       left join facts.feedback f on f.survey = s.survey and f.score = a.answer and f.occurred_at >= $1
       group by 1, 2) counted group by survey`,
    [since],
  );
  return rows;
}

/** One respondent's SERVQUAL, as parallel arrays. */
export interface ServqualRow {
  readonly dimensions: readonly string[];
  readonly expectations: readonly number[];
  readonly perceptions: readonly number[];
  readonly weightDimensions: readonly string[] | null;
  readonly weightPoints: readonly number[] | null;
  readonly weightsBy: 'customer' | 'survey';
}

export async function servqualSince(tx: Tx, since: string): Promise<ServqualRow[]> {
  const { rows } = await tx.query<ServqualRow>(
    `select dimensions, expectations, perceptions, weight_dimensions as "weightDimensions", weight_points as "weightPoints",
       weights_by as "weightsBy"
     from facts.feedback where survey = 'servqual' and occurred_at >= $1 order by occurred_at desc limit ${MOST}`,
    [since],
  );
  return rows;
}

/** One respondent's answers to the items of one construct, in the order of the items' names. */
export interface ConstructRow {
  readonly construct: string;
  readonly answeredBy: 'customer' | 'staff';
  readonly interactionId: string | null;
  readonly items: readonly string[];
  readonly values: readonly number[];
}

export async function constructsSince(tx: Tx, since: string): Promise<ConstructRow[]> {
  const { rows } = await tx.query<ConstructRow>(
    `select r.construct, f.answered_by as "answeredBy", f.interaction_id as "interactionId",
       array_agg(r.item order by r.item) as items, array_agg(r.rating order by r.item) as values
     from (select feedback_id, answered_by, interaction_id, rating_items, rating_constructs, ratings, occurred_at
           from facts.feedback where rating_items is not null and occurred_at >= $1 order by occurred_at desc limit ${MOST}) f
     cross join unnest(f.rating_items, f.rating_constructs, f.ratings) as r(item, construct, rating)
     where r.construct is not null group by f.feedback_id, r.construct, f.answered_by, f.interaction_id, f.occurred_at
     order by f.occurred_at desc, f.feedback_id`,
    [since],
  );
  return rows;
}

export interface DemandCounts {
  readonly item: string;
  readonly demand: string;
  readonly n: number;
  readonly met: number;
}

export async function demandsSince(tx: Tx, since: string): Promise<DemandCounts[]> {
  const { rows } = await tx.query<DemandCounts>(
    `select d.item, d.demand, count(*)::integer as n, count(*) filter (where d.met)::integer as met
     from facts.feedback f cross join unnest(f.demand_items, f.demands, f.demands_met) as d(item, demand, met)
     where f.occurred_at >= $1 group by 1, 2 order by 2, 1`,
    [since],
  );
  return rows;
}
