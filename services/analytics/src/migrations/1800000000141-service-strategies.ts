import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings, type Dictionary } from './commented-views.ts';

/** By which strategy each customer is best served, and what is best done next. */
export class ServiceStrategies1800000000141 implements MigrationInterface {
  readonly name = 'ServiceStrategies1800000000141';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table facts.service_strategy (
        customer_id uuid primary key,
        as_of timestamptz not null,
        strategy text not null,
        days integer not null,
        contacts integer not null,
        minutes integer not null,
        same_agent float8 not null,
        personal_channel float8 not null,
        advice_or_relationship float8 not null,
        depth float8 not null,
        rules_version integer not null,
        told text
      ) with (fillfactor = 80);

      create table facts.next_best_action (
        customer_id uuid primary key,
        as_of timestamptz not null,
        proposed text not null,
        value_class text not null,
        risk float8 not null,
        needs_decision boolean not null,
        rules_version integer not null,
        told text
      ) with (fillfactor = 80);
      create table facts.action_decisions (
        customer_id uuid primary key,
        decided text,
        reason text,
        decided_by text,
        decided_at timestamptz
      );
      create index next_best_action_proposed on facts.next_best_action (proposed, customer_id);

      create view analytics.service_strategy as
      select s.customer_id, s.strategy, s.days, s.contacts, s.minutes, s.same_agent, s.personal_channel, s.advice_or_relationship, s.depth,
        s.rules_version, s.as_of
      from facts.service_strategy s where not exists (select from messaging.identity i where i.recorded = s.customer_id);

      create view analytics.next_best_action as
      select a.customer_id, coalesce(d.decided, case when not a.needs_decision then a.proposed end) as action, a.proposed, a.needs_decision,
        d.decided, d.reason, d.decided_by, d.decided_at, a.value_class, a.risk, a.rules_version, a.as_of
      from facts.next_best_action a left join facts.action_decisions d using (customer_id)
      where not exists (select from messaging.identity i where i.recorded = a.customer_id)`);
    await commentOn(runner, dictionary);
    await runner.query(grantToAnalyst);
  }

  async down(): Promise<void> {
    throw new Error('what was told and decided would be forgotten: restore a backup');
  }
}

const { customer_id } = meanings;
const rules_version = 'Version of the rules that it follows from (GET /v1/strategy-rules).';
const as_of = 'When it was worked out.';

const dictionary: Dictionary = {
  service_strategy: [
    'One row a customer with contacts in the days that are looked at: how it is best served. Who had none of late keeps the last.',
    {
      customer_id,
      strategy: 'factory, personalised, chain or deep: by frequency and time of contact × depth of mutual influence.',
      days: 'How many days were looked at.',
      contacts: 'Contacts in which somebody was reached.',
      minutes: 'How long they took in all.',
      same_agent: 'Share of the contacts that were with the agent whom the customer had most.',
      personal_channel: 'Share that was face to face or by voice.',
      advice_or_relationship: 'Share that was advice, or care of the relationship.',
      depth: 'The three shares, weighed: depth of mutual influence.',
      rules_version,
      as_of,
    },
  ],
  next_best_action: [
    'One row a customer with a risk: what is best done next, by value × risk.',
    {
      customer_id,
      action: 'What holds: as decided, else as proposed; null while a manager has to decide.',
      proposed: 'keep, repair, develop or stopExtraSpending.',
      needs_decision: 'Whether it is done only when a manager has decided it. Nobody falls below standard service.',
      decided: 'What a manager decided on it; null while nobody has.',
      reason: 'Why: asProposed, strategicCustomer, temporarySituation, figuresMislead or other.',
      decided_by: 'Who decided: an id, never a name.',
      decided_at: 'When.',
      value_class: 'Value class that it follows from.',
      risk: 'Risk that it follows from, 0 to 1.',
      rules_version,
      as_of,
    },
  ],
};
