import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst } from './commented-views.ts';

/** Refunds take points back: what had been spent is owed until something is released. */
export class PointsReversed1800000000110 implements MigrationInterface {
  readonly name = 'PointsReversed1800000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table facts.points add column owed_change bigint not null default 0;
      create or replace view analytics.points as
      select f.event_id as point_entry_id, f.entry_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.entry, f.points, f.pending_change, f.available_change, f.available_at,
        f.purchase_id, f.reward, f.imported, f.event_id, f.owed_change
      from facts.points f left join messaging.identity i on i.recorded = f.recorded_customer_id`);
    await commentOn(runner, {
      points: [
        'One row an entry of the points ledger.',
        {
          entry: 'earned, released, redeemed or reversed (by a refund).',
          purchase_id: 'earned, reversed: the purchase behind it.',
          owed_change: 'By how much changed what the member has spent and would have to give back.',
        },
      ],
    });
    await runner.query(grantToAnalyst);
  }

  async down(): Promise<void> {
    throw new Error('the view of before is gone: restore a backup');
  }
}
