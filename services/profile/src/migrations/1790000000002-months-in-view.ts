import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MonthsInView1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.customer_view add column months jsonb not null default '{}'`);
    // What was bought before this column was there is on the timeline.
    await runner.query(`
      update app.customer_view v set months = b.months from (
        select customer_id, jsonb_object_agg(month, jsonb_build_object('count', n, 'spent', spent)) as months from (
          select customer_id, month, sum(n) as n, jsonb_object_agg(currency, minor) as spent from (
            select customer_id, to_char(occurred_at at time zone 'UTC', 'YYYY-MM') as month,
              summary->'amount'->>'currency' as currency, count(*) as n, sum((summary->'amount'->>'minor')::bigint) as minor
            from app.timeline where type = 'PurchaseMade' group by 1, 2, 3
          ) c group by 1, 2
        ) m group by 1
      ) b where b.customer_id = v.customer_id`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.customer_view drop column months`);
  }
}
