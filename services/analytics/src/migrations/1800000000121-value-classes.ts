import type { MigrationInterface, QueryRunner } from 'typeorm';
import classes from './value-classes-v1.json' with { type: 'json' };

/** By which rule customers are ranked, in which money, and what came of it month by month. */
export class ValueClasses1800000000121 implements MigrationInterface {
  readonly name = 'ValueClasses1800000000121';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.value_rules (
        version integer primary key,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        months integer not null,
        months_before_a_fall integer not null,
        currency text,
        classes jsonb not null
      );
      comment on column app.value_rules.currency is 'the reporting currency; null: that of most purchases';
      create table app.exchange_rates (
        currency text not null,
        valid_from date not null,
        rate numeric not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        primary key (currency, valid_from)
      );
      comment on column app.exchange_rates.rate is 'minor units of the reporting currency for one minor unit of this one';

      alter table facts.interactions add cost_minor bigint, add cost_currency text;

      create table facts.value_class_months (
        month date not null,
        customer_id uuid not null,
        ranked text not null,
        class text not null,
        place bigint,
        currency text,
        revenue_minor bigint not null,
        margin_minor bigint not null,
        serving_minor bigint not null,
        contribution_minor bigint not null,
        rule_version integer not null,
        primary key (month, customer_id)
      );
      create table facts.value_class (
        customer_id uuid primary key,
        month date not null,
        as_of timestamptz not null,
        class text not null,
        ranked text not null,
        place bigint,
        currency text,
        revenue_minor bigint not null,
        margin_minor bigint not null,
        serving_minor bigint not null,
        contribution_minor bigint not null,
        told text
      ) with (fillfactor = 80);
      create index value_class_untold on facts.value_class (customer_id) where told is distinct from class`);
    await runner.query(
      `insert into app.value_rules (version, valid_from, published_by, months, months_before_a_fall, classes)
       values (1, '2000-01-01Z', 'shipped', $1, $2, $3)`,
      [classes.months, classes.monthsBeforeAFall, JSON.stringify(classes.classes)],
    );
    await runner.query(functions);
  }

  async down(): Promise<void> {
    throw new Error('classes that were told would be forgotten: restore a backup');
  }
}

const functions = `
  create function app.value_rule_at(at timestamptz) returns setof app.value_rules language sql stable as $$
    select * from app.value_rules where valid_from <= greatest(at, (select min(valid_from) from app.value_rules))
    order by version desc limit 1
  $$;

  -- Money of the day in the reporting currency; null where no rate is known.
  create function app.rate_of(money text, reporting text, at timestamptz) returns numeric language sql stable as $$
    select case when money = reporting then 1 else (
      select rate from app.exchange_rates r where r.currency = money and r.valid_from <= at order by r.valid_from desc limit 1) end
  $$;

  -- The currency of most purchases is that of the house, until somebody says which it is.
  create function app.reporting_currency(since timestamptz, until timestamptz) returns text language sql stable as $$
    select coalesce((select currency from app.value_rule_at(until)), (
      select currency from facts.purchases where occurred_at >= since and occurred_at < until group by 1 order by count(*) desc, 1 limit 1))
  $$;

  -- What each customer, as known today, brought and cost from since to until. Of a purchase counts what was not given back by then;
  -- where its cost was not told, all of it is margin.
  create function app.contributions(since timestamptz, until timestamptz)
  returns table (customer_id uuid, currency text, revenue_minor bigint, margin_minor bigint, serving_minor bigint)
  language sql stable as $$
    with money as materialized (select app.reporting_currency(since, until) as reporting),
    refunded as (
      select purchase_id, sum(amount_minor) as minor from facts.refunds where occurred_at < until group by 1
    ), parts as (
      select p.recorded_customer_id, k.kept * p.amount_minor * k.rate as revenue,
        k.kept * (p.amount_minor - coalesce(p.cost_minor, 0)) * k.rate as margin, 0::numeric as serving
      from facts.purchases p cross join money m left join refunded r using (purchase_id)
      cross join lateral (select app.rate_of(p.currency, m.reporting, p.occurred_at) as rate,
        1 - least(1, coalesce(r.minor / nullif(p.amount_minor, 0), 0)) as kept) k
      where p.occurred_at >= since and p.occurred_at < until and k.rate is not null
      union all
      select f.recorded_customer_id, 0, 0, f.cost_minor * app.rate_of(f.cost_currency, m.reporting, f.occurred_at)
      from facts.interactions f cross join money m
      where f.occurred_at >= since and f.occurred_at < until and f.cost_minor is not null
    )
    select coalesce(i.current, p.recorded_customer_id), max(m.reporting), round(sum(p.revenue))::bigint, round(sum(p.margin))::bigint,
      coalesce(round(sum(p.serving)), 0)::bigint
    from parts p cross join money m left join messaging.identity i on i.recorded = p.recorded_customer_id
    where not exists (select from facts.customers c
      where c.recorded_customer_id = coalesce(i.current, p.recorded_customer_id) and c.stage = 'erased')
    group by 1
  $$;

  -- Ranked by contribution, then revenue, then id, and cut where the revenue of those before reaches the share of a class.
  create function app.value_ranks(until timestamptz)
  returns table (customer_id uuid, currency text, revenue_minor bigint, margin_minor bigint, serving_minor bigint, place bigint,
    ranked text, rule_version integer)
  language sql stable as $$
    with rule as materialized (select * from app.value_rule_at(until)),
    everybody as materialized (
      select c.* from rule r, app.contributions(until - make_interval(months => r.months), until) c
    ), placed as (
      select e.customer_id, row_number() over w as place, sum(e.revenue_minor) over w - e.revenue_minor as before,
        sum(e.revenue_minor) over () as total
      from everybody e where e.revenue_minor > 0
      window w as (order by e.margin_minor - e.serving_minor desc, e.revenue_minor desc, e.customer_id rows unbounded preceding)
    ), cuts as (
      select c.value ->> 'code' as code, (c.value ->> 'upTo')::numeric as up_to, c.ordinality as level
      from rule, jsonb_array_elements(rule.classes) with ordinality c
    )
    select e.customer_id, e.currency, e.revenue_minor, e.margin_minor, e.serving_minor, p.place,
      coalesce(
        (select c.code from cuts c where p.before * 100 < c.up_to * p.total order by c.level limit 1),
        (select c.code from cuts c order by c.level desc limit 1)),
      rule.version
    from everybody e cross join rule left join placed p using (customer_id)
  $$;`;
