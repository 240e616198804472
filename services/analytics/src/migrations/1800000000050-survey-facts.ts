import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What surveys ask beside a score, and who was asked: facts, and views of them for analysts. */
export class SurveyFacts1800000000050 implements MigrationInterface {
  readonly name = 'SurveyFacts1800000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table facts.feedback
        add questionnaire text, add questionnaire_version integer, add invitation_id uuid,
        add answered_by text not null default 'customer', add agent_id text,
        add weight_dimensions text[], add weight_points smallint[],
        add rating_items text[], add rating_constructs text[], add rating_levels text[], add ratings smallint[],
        add demand_items text[], add demands text[], add demands_met boolean[],
        add wallet_minor bigint, add wallet_currency text, add wallet_brands smallint, add wallet_rank smallint;

      create table facts.survey_invitations (
        invitation_id uuid not null,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        asked_at timestamptz not null,
        recorded_at timestamptz not null,
        expires_at timestamptz not null,
        survey text not null,
        questionnaire text not null,
        questionnaire_version integer not null,
        interaction_id uuid,
        channel text,
        value_class text,
        sampled boolean not null,
        share double precision,
        imported boolean not null,
        primary key (recorded_customer_id, asked_at, invitation_id)
      );

      create or replace view analytics.feedback as
      select f.feedback_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.survey, f.score, f.dimensions, f.items, f.expectations, f.perceptions,
        f.interaction_id, f.channel, f.driver_level, f.imported, f.event_id, f.questionnaire, f.questionnaire_version,
        f.invitation_id, f.answered_by, f.agent_id, f.weight_dimensions, f.weight_points, f.wallet_minor, f.wallet_currency,
        f.wallet_brands, f.wallet_rank
      from facts.feedback f left join messaging.identity i on i.recorded = f.recorded_customer_id;

      create view analytics.feedback_ratings as
      select f.feedback_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.occurred_at, f.survey, f.answered_by,
        f.interaction_id, r.item, r.construct, r.driver_level, r.rating
      from facts.feedback f
      left join messaging.identity i on i.recorded = f.recorded_customer_id
      cross join unnest(f.rating_items, f.rating_constructs, f.rating_levels, f.ratings) as r(item, construct, driver_level, rating);

      create view analytics.feedback_demands as
      select f.feedback_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.occurred_at, d.item, d.demand, d.met
      from facts.feedback f
      left join messaging.identity i on i.recorded = f.recorded_customer_id
      cross join unnest(f.demand_items, f.demands, f.demands_met) as d(item, demand, met);

      create view analytics.survey_invitations as
      select v.invitation_id, coalesce(i.current, v.recorded_customer_id) as customer_id, v.recorded_customer_id, v.asked_at,
        v.recorded_at, v.expires_at, v.survey, v.questionnaire, v.questionnaire_version, v.interaction_id, v.channel,
        v.value_class, v.sampled, v.share,
        exists (select from facts.feedback f
                where f.recorded_customer_id = v.recorded_customer_id and f.invitation_id = v.invitation_id) as answered,
        v.imported, v.event_id
      from facts.survey_invitations v left join messaging.identity i on i.recorded = v.recorded_customer_id;`);
    await commentOn(runner);
    await runner.query(grantToAnalyst);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `drop view analytics.feedback_ratings, analytics.feedback_demands, analytics.survey_invitations;
       drop table facts.survey_invitations`,
    );
  }
}

const customer = 'The customer now, after merges.';
const asked = 'The survey of the catalogue that was put.';
const version = 'Its version.';

const dictionary: Readonly<
  Record<string, readonly [row: string | undefined, columns: Readonly<Record<string, string>>]>
> = {
  feedback: [
    undefined,
    {
      survey: 'csat (1–5), nps (0–10), ces (1–7, 7 = easy), servqual, wallet, recovery or participation.',
      score: 'The answer; null where the survey has no single score.',
      questionnaire: asked,
      questionnaire_version: version,
      invitation_id: 'The invitation that it answers; null where the answer came another way.',
      answered_by: 'customer or staff.',
      agent_id: 'Who of the staff answered.',
      weight_dimensions: 'servqual: the dimensions that points were given to.',
      weight_points: 'servqual: 100 points shared by importance, for each of these dimensions.',
      wallet_minor: 'wallet: spent in the category in a year with all suppliers, in minor units.',
      wallet_currency: 'wallet: ISO 4217 code.',
      wallet_brands: 'wallet: how many suppliers are used.',
      wallet_rank: 'wallet: our place among them, 1 the first.',
    },
  ],
  feedback_ratings: [
    'One row a rated item.',
    {
      feedback_id: 'The survey it belongs to.',
      customer_id: customer,
      occurred_at: 'When it was answered.',
      survey: 'The kind of survey.',
      answered_by: 'customer or staff.',
      interaction_id: 'The contact it is about: what pairs the answers of staff and customer.',
      item: 'The item rated.',
      construct: 'What the item measures together with others.',
      driver_level: 'core, support, technical, people or emotion.',
      rating: '1–7.',
    },
  ],
  feedback_demands: [
    'One row a demand that a recovery survey asks about.',
    {
      feedback_id: 'The survey it belongs to.',
      customer_id: customer,
      occurred_at: 'When it was answered.',
      item: 'The question.',
      demand: 'Which of the nine demands.',
      met: 'Whether the customer says that it was met.',
    },
  ],
  survey_invitations: [
    'One row an invitation to a survey.',
    {
      invitation_id: 'The invitation.',
      customer_id: customer,
      recorded_customer_id: 'The customer as first recorded.',
      asked_at: 'When the customer was asked, business time.',
      recorded_at: 'When we learned of it.',
      expires_at: 'Until when the link works.',
      survey: 'The kind of survey.',
      questionnaire: asked,
      questionnaire_version: version,
      interaction_id: 'The contact it is about.',
      channel: 'The channel of that contact.',
      value_class: 'The value class of the customer when sampled.',
      sampled: 'Whether the rules of sampling chose the customer; else somebody asked.',
      share: 'The share of such contacts that the rules ask.',
      answered: 'Whether there is an answer.',
      imported: 'Whether it was filed afterwards, as history.',
      event_id: 'The event behind the row.',
    },
  ],
};

async function commentOn(runner: QueryRunner): Promise<void> {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const statements = Object.entries(dictionary).flatMap(([view, [row, columns]]) => [
    ...(row === undefined ? [] : [`comment on view analytics.${view} is ${quoted(row)}`]),
    ...Object.entries(columns).map(
      ([column, text]) => `comment on column analytics.${view}.${column} is ${quoted(text)}`,
    ),
  ]);
  await runner.query(statements.join(';'));
}

// Where the role could not be made before, an administrator grants as much.
const grantToAnalyst = `do $$
  begin
    if exists (select from pg_roles where rolname = 'analyst') then
      grant select on all tables in schema analytics to analyst;
    end if;
  end $$`;
