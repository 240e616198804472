import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings, type Dictionary } from './commented-views.ts';

/** What customers needed, ordered, gave back and were brought, and what was agreed with them. */
export class CommerceFacts1800000000021 implements MigrationInterface {
  readonly name = 'CommerceFacts1800000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table facts.purchases add cost_minor bigint, add order_id uuid;

      create table facts.refunds (
        refund_id uuid primary key,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        purchase_id uuid not null,
        amount_minor bigint not null,
        currency text not null,
        refunded_minor bigint not null,
        whole boolean not null,
        reason text not null,
        imported boolean not null
      );
      create index refunds_customer on facts.refunds (recorded_customer_id);

      create table facts.orders (
        order_id uuid primary key,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        channel text not null,
        amount_minor bigint not null,
        currency text not null,
        products text[] not null,
        quantities integer[] not null,
        promised_at timestamptz,
        imported boolean not null
      );
      create index orders_customer on facts.orders (recorded_customer_id);
      create table facts.order_cancellations (
        order_id uuid primary key,
        recorded_customer_id uuid not null,
        cancelled_at timestamptz not null,
        reason text not null,
        by_customer boolean not null
      );

      create table facts.deliveries (
        delivery_id uuid not null,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        order_id uuid,
        quantity bigint not null,
        place text,
        region text,
        dispatched_at timestamptz,
        promised_at timestamptz,
        sent_on_time boolean,
        arrived_on_time boolean,
        complete boolean not null,
        documents_right boolean not null,
        damaged boolean not null,
        lost bigint not null,
        accident boolean not null,
        imported boolean not null,
        primary key (recorded_customer_id, occurred_at, delivery_id)
      ) partition by range (occurred_at);
      select facts.make_all_partitions();

      create table facts.requirements (
        requirements_id uuid not null,
        topic text not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        choice text,
        hours double precision,
        told boolean not null,
        primary key (requirements_id, topic)
      );
      create table facts.goals (
        goal_id uuid primary key,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        measure text not null,
        target double precision not null,
        first_month text not null,
        last_month text
      );
      create table facts.goal_reviews (
        goal_id uuid not null,
        reviewed_on date not null,
        recorded_customer_id uuid not null,
        met boolean not null,
        next text not null,
        primary key (goal_id, reviewed_on)
      );`);
    await runner.query(views);
    await commentOn(runner, dictionary);
    await runner.query(`
      comment on column analytics.purchases.cost_minor is 'What it cost us, in minor units: the amount less the margin; null where not told.';
      comment on column analytics.purchases.order_id is 'The order it was made on.'`);
    await runner.query(grantToAnalyst);
  }

  async down(): Promise<void> {
    throw new Error('columns of a view cannot be taken back: restore a backup');
  }
}

const current = (alias: string): string => `coalesce(i.current, ${alias}.recorded_customer_id) as customer_id`;
const identity = (alias: string): string =>
  `left join messaging.identity i on i.recorded = ${alias}.recorded_customer_id`;

const views = `
  create or replace view analytics.purchases as
  select f.purchase_id, ${current('f')}, f.recorded_customer_id,
    f.occurred_at, f.recorded_at, f.channel, f.amount_minor, f.currency, f.products, f.quantities, f.line_minors,
    f.imported, f.event_id, f.cost_minor, f.order_id
  from facts.purchases f ${identity('f')};

  create view analytics.refunds as
  select f.refund_id, f.purchase_id, ${current('f')}, f.recorded_customer_id, f.occurred_at, f.recorded_at, f.amount_minor,
    f.currency, f.refunded_minor, f.whole, f.reason, f.imported, f.event_id
  from facts.refunds f ${identity('f')};

  create view analytics.orders as
  select f.order_id, ${current('f')}, f.recorded_customer_id, f.occurred_at, f.recorded_at, f.channel, f.amount_minor,
    f.currency, f.products, f.quantities, f.promised_at,
    case when c.order_id is not null then 'cancelled'
      when exists (select from facts.purchases p where p.order_id = f.order_id) then 'purchased' else 'placed' end as status,
    c.cancelled_at, c.reason as cancelled_because, c.by_customer as cancelled_by_customer, f.imported, f.event_id
  from facts.orders f left join facts.order_cancellations c using (order_id) ${identity('f')};

  create view analytics.deliveries as
  select f.delivery_id, f.order_id, ${current('f')}, f.recorded_customer_id, f.occurred_at, f.recorded_at, f.quantity, f.place,
    f.region, f.dispatched_at, f.promised_at, f.sent_on_time, f.arrived_on_time, f.complete, f.documents_right, f.damaged,
    f.lost, f.accident, f.imported, f.event_id
  from facts.deliveries f ${identity('f')};

  create view analytics.requirements as
  select f.requirements_id, ${current('f')}, f.occurred_at, f.topic, f.choice, f.hours, f.told
  from facts.requirements f ${identity('f')};

  create view analytics.goals as
  select f.goal_id, ${current('f')}, f.occurred_at, f.measure, f.target, f.first_month, f.last_month,
    r.reviewed_on, r.met, r.next
  from facts.goals f ${identity('f')}
  left join lateral (select * from facts.goal_reviews g where g.goal_id = f.goal_id order by reviewed_on desc limit 1) r on true;`;

const { customer_id, recorded_customer_id, occurred_at, recorded_at, imported, event_id } = meanings;
const common = { customer_id, recorded_customer_id, recorded_at, imported, event_id };

const dictionary: Dictionary = {
  refunds: [
    'One row a refund.',
    {
      ...common,
      refund_id: 'The refund.',
      purchase_id: 'The purchase that was refunded.',
      occurred_at,
      amount_minor: 'What was given back, in minor units of the currency.',
      currency: 'ISO 4217 code.',
      refunded_minor: 'What was given back of this purchase up to and with this refund, in minor units.',
      whole: 'Whether all that was paid had then been given back.',
      reason: 'Why.',
    },
  ],
  orders: [
    'One row an order.',
    {
      ...common,
      order_id: 'The order.',
      occurred_at,
      channel: 'Channel code.',
      amount_minor: 'The sum ordered, in minor units of the currency.',
      currency: 'ISO 4217 code.',
      products: 'The product of each line.',
      quantities: 'The quantity of each line.',
      promised_at: 'By when it was promised to be delivered.',
      status: 'placed, purchased or cancelled.',
      cancelled_at: 'When it was withdrawn.',
      cancelled_because: 'Why it was withdrawn.',
      cancelled_by_customer: 'Whether the customer withdrew it.',
    },
  ],
  deliveries: [
    'One row a delivery.',
    {
      ...common,
      delivery_id: 'The delivery.',
      order_id: 'The order it was for.',
      occurred_at: 'When it arrived.',
      quantity: 'How much was to be delivered: the volume of the report to the customer.',
      place: 'Where it went.',
      region: 'The region of that place.',
      dispatched_at: 'When it was sent.',
      promised_at: 'By when it was promised.',
      sent_on_time: 'Whether it was sent when it was due; null where no time was due or none is known.',
      arrived_on_time: 'Whether it arrived by the time promised; null where none was.',
      complete: 'Whether nothing was missing.',
      documents_right: 'Whether the papers were right.',
      damaged: 'Whether something was damaged.',
      lost: 'How much was lost.',
      accident: 'Whether there was an accident.',
    },
  ],
  requirements: [
    'One row an answer to what is asked before a service; words are personal and not here.',
    {
      requirements_id: 'What was asked at one time.',
      customer_id,
      occurred_at,
      topic: 'What was asked.',
      choice: 'The answer, where it is one of a list.',
      hours: 'The answer in hours, where it is a time.',
      told: 'Whether the customer said it in words.',
    },
  ],
  goals: [
    'One row a goal agreed with a customer for the figures of its report.',
    {
      goal_id: 'The goal.',
      customer_id,
      occurred_at: 'When it was agreed.',
      measure: 'volume, sentOnTime, arrivedOnTime, documentsRight, shippedRight, lossAndDamage or accidents.',
      target: 'A share from 0 to 1; for the volume a number a month.',
      first_month: 'From which month, YYYY-MM.',
      last_month: 'Up to which month; null where it goes on.',
      reviewed_on: 'When it was reviewed together last.',
      met: 'Whether it was met then.',
      next: 'keep, change or drop.',
    },
  ],
};
