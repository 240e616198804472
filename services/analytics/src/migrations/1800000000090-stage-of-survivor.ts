import type { MigrationInterface, QueryRunner } from 'typeorm';

const customers = (stage: string, since: string): string => `
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
    ${stage} as stage,
    ${since} as stage_since,
    bool_and(imported) as imported
  from parties group by customer_id`;

const own = (column: string): string => `max(${column}) filter (where recorded_customer_id = customer_id)`;
const furthest = (column: string): string =>
  `(array_agg(${column} order by place desc nulls last, stage_since desc))[1]`;

/** The stage of a merged customer is told of the survivor, by what was done under all its ids; until then that of a record counts which shows most. */
export class StageOfSurvivor1800000000090 implements MigrationInterface {
  readonly name = 'StageOfSurvivor1800000000090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      customers(
        `coalesce(${own('stage')}, ${furthest('stage')})`,
        `coalesce(${own('stage_since')}, ${furthest('stage_since')})`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const bought = `max(place) < 6 and count(distinct (stage_since at time zone 'UTC')::date) filter (where stage = 'new') > 1`;
    await runner.query(
      customers(`case when ${bought} then 'returning' else ${furthest('stage')} end`, furthest('stage_since')),
    );
  }
}
