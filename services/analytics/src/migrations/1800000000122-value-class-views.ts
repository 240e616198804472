import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings } from './commented-views.ts';

export class ValueClassViews1800000000122 implements MigrationInterface {
  readonly name = 'ValueClassViews1800000000122';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view analytics.value_classes as
      select v.customer_id, v.class as value_class, v.ranked, v.place, v.month, v.as_of, v.currency, v.revenue_minor, v.margin_minor,
        v.serving_minor, v.contribution_minor
      from facts.value_class v where not exists (select from messaging.identity i where i.recorded = v.customer_id);

      create view analytics.value_class_months as
      select m.month, m.customer_id, m.class as value_class, m.ranked, m.place, m.currency, m.revenue_minor, m.margin_minor,
        m.serving_minor, m.contribution_minor, m.rule_version
      from facts.value_class_months m;

      create or replace view analytics.interactions as
      select f.interaction_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.channel, f.direction, f.phase, f.type, f.contact_function, f.outcome, f.agent_id, f.team,
        f.started_at, f.ended_at, f.waited_seconds, f.hand_overs, f.flags, f.imported, f.event_id, f.cost_minor, f.cost_currency
      from facts.interactions f left join messaging.identity i on i.recorded = f.recorded_customer_id`);
    await commentOn(runner, {
      value_classes: [
        'One row a customer that bought or was in contact in the months looked at: its value class as last worked out.',
        { customer_id: meanings.customer_id, as_of: 'Up to when was looked at.', ...columns },
      ],
      value_class_months: [
        'One row a customer and month: its value class as it was held then.',
        {
          customer_id: 'The customer as known when the month was worked out.',
          rule_version: 'By which rule.',
          ...columns,
        },
      ],
    });
    await runner.query(`
      comment on column analytics.interactions.cost_minor is 'What a contact on this channel cost by the catalogue then in force; null where that is not known.';
      comment on column analytics.interactions.cost_currency is 'ISO 4217 code.'`);
    await runner.query(grantToAnalyst);
  }

  async down(): Promise<void> {
    throw new Error('columns of a view cannot be taken back: restore a backup');
  }
}

const columns = {
  month: 'The first day of the month with which the months looked at end, UTC.',
  value_class:
    'diamond, gold, silver or other: the rank, but a fall waits until the rank was lower for as many months as the rule says.',
  ranked: 'The class by rank in these months alone.',
  place: 'By contribution, the highest is 1; null for who bought nothing.',
  currency: 'The reporting currency, ISO 4217 code.',
  revenue_minor: 'Paid less what was given back, minor units of the reporting currency.',
  margin_minor: 'Revenue less what it cost us; where that was not told all of it is margin.',
  serving_minor: 'What the contacts cost by the channel catalogue.',
  contribution_minor: 'Margin less what the contacts cost.',
};
