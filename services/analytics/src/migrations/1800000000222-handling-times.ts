import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst } from './commented-views.ts';

export class HandlingTimes1800000000222 implements MigrationInterface {
  readonly name = 'HandlingTimes1800000000222';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view analytics.handling_times as
      with handled as (
        select date_trunc('month', started_at at time zone 'UTC')::date as month, channel, type, customer_id,
          extract(epoch from ended_at - started_at)::float8 as seconds
        from analytics.interactions
        where started_at is not null and ended_at is not null and coalesce(outcome, '') not in ('abandoned', 'noAnswer', 'wrongParty')
      )
      select h.month, h.channel, coalesce(v.class, 'other') as value_class, h.type, count(*) as contacts,
        percentile_cont(0.5) within group (order by h.seconds) as median_seconds,
        percentile_cont(0.9) within group (order by h.seconds) as nine_in_ten_seconds
      from handled h left join lateral (
        select m.class from facts.value_class_months m where m.customer_id = h.customer_id and m.month < h.month order by m.month desc limit 1
      ) v on true
      group by h.month, h.channel, coalesce(v.class, 'other'), h.type`);
    await commentOn(runner, {
      handling_times: [
        'One row a month, channel, value class and type of contact: how long contacts were handled that are known to have begun and ended.',
        {
          month: 'The first day of the month in which they began, UTC.',
          channel: 'Channel.',
          value_class: 'Value class as held at the end of an earlier month; other where none was.',
          type: 'What they were about.',
          contacts: 'How many there were; those that were given up or reached nobody are left out.',
          median_seconds: 'The median of the time from start to end, seconds: exact.',
          nine_in_ten_seconds: 'The time that nine in ten of them did not exceed, seconds.',
        },
      ],
    });
    await runner.query(grantToAnalyst);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view analytics.handling_times');
  }
}
