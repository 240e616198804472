import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of merged records the stage that shows most of the relation counts, as on the customer's page: not that of the first alone. */
export class StageOfMerged1800000000002 implements MigrationInterface {
  readonly name = 'StageOfMerged1800000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view analytics.customers as
      with parties as (
        select coalesce(i.current, c.recorded_customer_id) as customer_id, c.*,
          array_position(array['prospect', 'new', 'lapsed', 'atRisk', 'wonBack', 'returning', 'erased'], c.stage) as place
        from facts.customers c left join messaging.identity i on i.recorded = c.recorded_customer_id
      )
      select customer_id,
        array_agg(recorded_customer_id order by first_seen_at, recorded_customer_id) as recorded_customer_ids,
        min(first_seen_at) as first_seen_at,
        coalesce(max(party_type) filter (where recorded_customer_id = customer_id), min(party_type)) as party_type,
        bool_and(anonymous) as anonymous,
        case when max(place) < 6 and count(distinct (stage_since at time zone 'UTC')::date) filter (where stage = 'new') > 1
          then 'returning' else (array_agg(stage order by place desc nulls last, stage_since desc))[1] end as stage,
        (array_agg(stage_since order by place desc nulls last, stage_since desc))[1] as stage_since,
        bool_and(imported) as imported
      from parties group by customer_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create or replace view analytics.customers as
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
      from parties group by customer_id`);
  }
}
