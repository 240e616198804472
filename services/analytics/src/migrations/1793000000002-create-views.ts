import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What analysts read: views with stable names, under current identity, without personal data. */
export class CreateViews1793000000002 implements MigrationInterface {
  readonly name = 'CreateViews1793000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema analytics;

      create view analytics.customers as
      with parties as (
        select coalesce(i.current, c.recorded_customer_id) as customer_id, c.*
        from facts.customers c left join messaging.identity i on i.recorded = c.recorded_customer_id
      )
      select customer_id,
        array_agg(recorded_customer_id order by first_seen_at, recorded_customer_id) as recorded_customer_ids,
        min(first_seen_at) as first_seen_at,
        coalesce(max(party_type) filter (where recorded_customer_id = customer_id), min(party_type)) as party_type,
        bool_and(anonymous) as anonymous,
        max(stage) filter (where recorded_customer_id = customer_id) as stage,
        max(stage_since) filter (where recorded_customer_id = customer_id) as stage_since,
        bool_and(imported) as imported
      from parties group by customer_id;

      create view analytics.interactions as
      select f.interaction_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.channel, f.direction, f.phase, f.type, f.contact_function, f.outcome, f.agent_id, f.team,
        f.started_at, f.ended_at, f.waited_seconds, f.hand_overs, f.flags, f.imported, f.event_id
      from facts.interactions f left join messaging.identity i on i.recorded = f.recorded_customer_id;

      create view analytics.feedback as
      select f.feedback_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.survey, f.score, f.dimensions, f.items, f.expectations, f.perceptions,
        f.interaction_id, f.channel, f.driver_level, f.imported, f.event_id
      from facts.feedback f left join messaging.identity i on i.recorded = f.recorded_customer_id;

      create view analytics.feedback_answers as
      select f.feedback_id, f.customer_id, f.occurred_at, a.dimension, a.item, a.expectation, a.perception,
        a.perception - a.expectation as gap
      from analytics.feedback f
      cross join unnest(f.dimensions, f.items, f.expectations, f.perceptions) as a(dimension, item, expectation, perception);

      create view analytics.purchases as
      select f.purchase_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.channel, f.amount_minor, f.currency, f.products, f.quantities, f.line_minors,
        f.imported, f.event_id
      from facts.purchases f left join messaging.identity i on i.recorded = f.recorded_customer_id;

      create view analytics.complaints as
      select f.complaint_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.channel, f.cause, f.severity, f.need, f.demands, f.interaction_id, f.step,
        case when f.step = 'closed' then 'closed' else 'open' end as status, f.paused, f.resolve_due_at, f.breached,
        f.times_reopened, f.closed_at, f.closing_reason, f.outcome, f.recovered, f.score, f.product, f.sub_product,
        f.issue, f.sub_issue, f.company, f.state, f.sent_on, f.response,
        case when f.timely is not null then case when f.timely then 'timely' else 'late' end
          when cardinality(f.breached) > 0 then 'late' when f.step = 'closed' then 'timely' else 'unknown' end as timeliness,
        case f.disputed when true then 'disputed' when false then 'notDisputed' else 'unknown' end as dispute,
        f.historic, f.imported, f.event_id
      from facts.complaints f left join messaging.identity i on i.recorded = f.recorded_customer_id;

      create view analytics.points as
      select f.event_id as point_entry_id, f.entry_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.entry, f.points, f.pending_change, f.available_change, f.available_at,
        f.purchase_id, f.reward, f.imported, f.event_id
      from facts.points f left join messaging.identity i on i.recorded = f.recorded_customer_id;

      create view analytics.experiences as
      select e.event_id, e.kind, s.label, coalesce(i.current, e.recorded_customer_id) as customer_id, e.recorded_customer_id,
        e.occurred_at, e.score, nullif(e.cause_id, '00000000-0000-0000-0000-000000000000') as cause_id,
        (select min(r.repaired_at) from app.repairs r where r.cause_id = e.cause_id) as repaired_at
      from app.experiences e
      left join messaging.identity i on i.recorded = e.recorded_customer_id
      left join app.scores s on s.kind = e.kind and s.version = (select max(version) from app.scorings);

      create function analytics.satisfaction_at(as_of timestamptz)
      returns table (customer_id uuid, satisfaction double precision, weight double precision, experiences bigint)
      language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        with scoring as (select half_life_days, bad_weight from app.scorings order by version desc limit 1),
        repaired as (select distinct cause_id from app.repairs where repaired_at <= as_of),
        months as (
          select m at time zone 'UTC' as month_end,
            power(2::float8, extract(epoch from m at time zone 'UTC' - as_of)::float8 / (86400 * s.half_life_days)) as faded
          from scoring s, generate_series(timestamp '1900-01-01', as_of at time zone 'UTC', interval '1 month') m
        ),
        parts as (
          select recorded_customer_id, cause_id, bad, n, faded * weights as weights, faded * scores as scores
          from app.experience_sums join months using (month_end)
          union all
          select recorded_customer_id, cause_id, score < 0, 1, faded, faded * score
          from scoring s, app.experiences e, power(2::float8, extract(epoch from e.occurred_at - as_of)::float8 / (86400 * s.half_life_days)) faded
          where occurred_at >= date_trunc('month', as_of, 'UTC') and occurred_at <= as_of
        ),
        weighed as (
          select coalesce(i.current, p.recorded_customer_id) as customer_id, p.n, p.weights, p.scores,
            case when p.bad and r.cause_id is null then s.bad_weight else 1 end as times
          from parts p cross join scoring s
          left join messaging.identity i on i.recorded = p.recorded_customer_id
          left join repaired r on r.cause_id = p.cause_id
        )
        select customer_id, 50 * (1 + sum(times * scores) / (1 + sum(times * weights))), sum(times * weights), sum(n)
        from weighed group by customer_id
      $$;

      create view analytics.satisfaction_now as
      select customer_id, satisfaction, weight, experiences from analytics.satisfaction_at(now());`);
    await runner.query(grantToAnalyst);
    await commentOn(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema analytics cascade');
  }
}

const shared: Readonly<Record<string, string>> = {
  customer_id: 'The customer as known today: merged records share the id of the first recorded.',
  recorded_customer_id: 'The id under which it was recorded; never changed by a merge.',
  occurred_at: 'When it happened, business time.',
  recorded_at: 'When Rapport learned of it.',
  imported: 'Whether it is history that was filed afterwards.',
  event_id: 'The event behind this row.',
  channel: 'Channel code.',
};

/** View → what one row is, and its columns; where nothing is said the shared text holds. */
const dictionary: Readonly<Record<string, readonly [string, Readonly<Record<string, string | undefined>>]>> = {
  customers: [
    'One row a customer as known today.',
    {
      customer_id: shared.customer_id,
      recorded_customer_ids: 'All ids recorded for this customer, the first recorded first.',
      first_seen_at: 'When we first met the customer.',
      party_type: 'individual, enterprise, channelPartner or internal.',
      anonymous: 'Whether no verified identifier is known.',
      stage: 'Lifecycle stage: prospect, new, returning, atRisk, lapsed, wonBack, erased; null before the first move.',
      stage_since: 'When the customer moved to that stage.',
      imported: shared.imported,
    },
  ],
  interactions: [
    'One row a contact with a customer.',
    {
      interaction_id: 'The contact.',
      customer_id: shared.customer_id,
      recorded_customer_id: shared.recorded_customer_id,
      occurred_at: shared.occurred_at,
      recorded_at: shared.recorded_at,
      channel: shared.channel,
      direction: 'inbound or outbound.',
      phase: 'preSale, inSale or afterSale.',
      type: 'What it was about: advice, order, support, complaint …',
      contact_function: 'What the channel was used for, such as a balance or a payment.',
      outcome: 'solved, promised, handedOver, abandoned, noAnswer, wrongParty; null where not told.',
      agent_id: 'Who served the customer.',
      team: 'The team of the agent.',
      started_at: 'When the conversation began.',
      ended_at: 'When it ended.',
      waited_seconds: 'How long the customer waited for an answer, in seconds.',
      hand_overs: 'How often the customer was handed over.',
      flags: 'What was noticed on recording, such as channelLacksFunction.',
      imported: shared.imported,
      event_id: shared.event_id,
    },
  ],
  feedback: [
    'One row an answered survey.',
    {
      feedback_id: 'The answered survey.',
      customer_id: shared.customer_id,
      recorded_customer_id: shared.recorded_customer_id,
      occurred_at: shared.occurred_at,
      recorded_at: shared.recorded_at,
      survey: 'csat (1–5), nps (0–10), ces (1–7, 7 = easy) or servqual.',
      score: 'The answer; null for servqual.',
      dimensions: 'servqual: the dimension of each answer; see feedback_answers for one row an answer.',
      items: 'servqual: the item of each answer.',
      expectations: 'servqual: what was expected, 1–7, for each answer.',
      perceptions: 'servqual: what was perceived, 1–7, for each answer.',
      interaction_id: 'The contact it is about.',
      channel: shared.channel,
      driver_level: 'core, support, technical, people or emotion.',
      imported: shared.imported,
      event_id: shared.event_id,
    },
  ],
  feedback_answers: [
    'One row an answer to a servqual item.',
    {
      feedback_id: 'The survey it belongs to.',
      customer_id: shared.customer_id,
      occurred_at: shared.occurred_at,
      dimension: 'reliability, responsiveness, assurance, empathy or tangibles.',
      item: 'The item asked.',
      expectation: 'What was expected, 1–7.',
      perception: 'What was perceived, 1–7.',
      gap: 'Perception − expectation.',
    },
  ],
  purchases: [
    'One row a purchase.',
    {
      purchase_id: 'The purchase.',
      customer_id: shared.customer_id,
      recorded_customer_id: shared.recorded_customer_id,
      occurred_at: shared.occurred_at,
      recorded_at: shared.recorded_at,
      channel: shared.channel,
      amount_minor: 'The sum paid, in minor units of the currency.',
      currency: 'ISO 4217 code.',
      products: 'The product of each line.',
      quantities: 'The quantity of each line.',
      line_minors: 'The amount of each line, in minor units.',
      imported: shared.imported,
      event_id: shared.event_id,
    },
  ],
  complaints: [
    'One row a complaint, as it stands.',
    {
      complaint_id: 'The complaint.',
      customer_id: shared.customer_id,
      recorded_customer_id: shared.recorded_customer_id,
      occurred_at: 'When the customer complained, business time; for historic cases the day received.',
      recorded_at: shared.recorded_at,
      channel: shared.channel,
      cause: 'Cause code.',
      severity: '1 (safety, law, press) to 4 (remark); null for historic cases.',
      need: 'The basic need that was hurt.',
      demands: 'What the customer demands.',
      interaction_id: 'The contact it arose from.',
      step: 'opened, confirmed, empathised, actedOn or closed.',
      status: 'open or closed.',
      paused: 'Whether the house clock stands still.',
      resolve_due_at: 'When it has to be resolved by the house standard.',
      breached: 'House clocks that ran out: acknowledge, firstAnswer, resolve.',
      times_reopened: 'How often it was reopened.',
      closed_at: 'When it was closed; null while open, and for historic cases, whose closing date is not known.',
      closing_reason:
        'confirmedByCustomer, finalResponseNotAccepted, unreachable, withdrawn, duplicate or historicImport.',
      outcome: 'upheld, partlyUpheld or notUpheld.',
      recovered: 'Whether the customer confirmed to be satisfied again; null while open.',
      score: 'What the customer gave the solution, 1–5.',
      product: 'What it is about.',
      sub_product: 'Historic cases: the product in detail.',
      issue: 'Historic cases: the issue.',
      sub_issue: 'Historic cases: the issue in detail.',
      company: 'Historic cases: the company complained of.',
      state: 'Historic cases: the state of the complainant.',
      sent_on: 'Historic cases: the day it was sent to the company.',
      response: 'Historic cases: how the company answered.',
      timeliness:
        'timely, late or unknown. Historic cases: as the source says. Others: late when a house clock ran out, timely when closed without.',
      dispute: 'disputed, notDisputed or unknown; known of historic cases only.',
      historic: 'Whether it was filed as a closed case of the past.',
      imported: shared.imported,
      event_id: 'The event that opened it.',
    },
  ],
  points: [
    'One row an entry of the points ledger.',
    {
      point_entry_id: 'The entry in this view: the event that made it.',
      entry_id: 'The entry in the ledger.',
      customer_id: shared.customer_id,
      recorded_customer_id: shared.recorded_customer_id,
      occurred_at: shared.occurred_at,
      recorded_at: shared.recorded_at,
      entry: 'earned, released or redeemed.',
      points: 'How many points, always positive.',
      pending_change: 'By how much the pending balance changed.',
      available_change: 'By how much the available balance changed.',
      available_at: 'earned: when the points become available.',
      purchase_id: 'earned: the purchase behind it.',
      reward: 'redeemed: what for.',
      imported: shared.imported,
      event_id: shared.event_id,
    },
  ],
  experiences: [
    'One row a scored experience: what satisfaction is made of.',
    {
      event_id: shared.event_id,
      kind: 'What kind of experience, the key of its score.',
      label: 'The kind in words.',
      customer_id: shared.customer_id,
      recorded_customer_id: shared.recorded_customer_id,
      occurred_at: shared.occurred_at,
      score: '−1 (worst) to 1.',
      cause_id: 'For a bad one: the complaint or contact that it came from.',
      repaired_at: 'When its cause was put right to the satisfaction of the customer.',
    },
  ],
  satisfaction_now: [
    'One row a customer with experiences: satisfaction at this moment.',
    {
      customer_id: shared.customer_id,
      satisfaction: '0–100: 50 × (1 + Σws / (1 + Σw)), w halves every 90 days, × 12 for bad experiences not repaired.',
      weight:
        'Σw: what its experiences weigh now. Near 0 little is known, and satisfaction is near 50 whatever they were.',
      experiences: 'How many experiences it is made of.',
    },
  ],
};

async function commentOn(runner: QueryRunner): Promise<void> {
  const quoted = (text = ''): string => `'${text.replaceAll("'", "''")}'`;
  const statements = Object.entries(dictionary).flatMap(([view, [row, columns]]) => [
    `comment on view analytics.${view} is ${quoted(row)}`,
    ...Object.entries(columns).map(
      ([column, text]) => `comment on column analytics.${view}.${column} is ${quoted(text)}`,
    ),
  ]);
  await runner.query(statements.join(';'));
  await runner.query(`comment on function analytics.satisfaction_at(timestamptz) is
    'Satisfaction of each customer at any moment, by current identity. A complaint that was reopened counts as not repaired, before its reopening too.'`);
}

// A role belongs to the whole cluster: where the owner may not make it, an administrator does and grants the same.
const grantToAnalyst = `do $$
  begin
    if not exists (select from pg_roles where rolname = 'analyst') then
      begin
        create role analyst nologin;
      exception
        when insufficient_privilege then
          raise warning 'there is no role analyst and it may not be made here: create it, then grant usage on schema analytics and select on its views';
          return;
        when duplicate_object or unique_violation then null;
      end;
    end if;
    grant usage on schema analytics to analyst;
    grant select on all tables in schema analytics to analyst;
  end $$`;
