import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings, type Dictionary } from './commented-views.ts';
import rules from './customer-strategy-v1.json' with { type: 'json' };

/** The rules of value and strategy; how each customer buys, what it will be worth, and its share of wallet. */
export class CustomerValue1800000000140 implements MigrationInterface {
  readonly name = 'CustomerValue1800000000140';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.strategy_rules (
        version integer primary key,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        content jsonb not null
      );
      comment on table app.strategy_rules is 'horizon and discount of lifetime value, thresholds of service strategies, what is done by value and risk; a version is never changed, only followed';

      create table app.value_fits (
        currency text not null,
        version integer not null,
        as_of timestamptz not null,
        customers integer not null,
        buying jsonb not null,
        buying_log_likelihood float8 not null,
        repeaters integer not null,
        spending jsonb,
        spending_log_likelihood float8,
        primary key (currency, version)
      );
      comment on table app.value_fits is 'parameters of BG/NBD (weeks) and Gamma-Gamma (minor units) fitted on own purchases, by currency; a version is never changed';

      create table facts.customer_value (
        customer_id uuid not null,
        currency text not null,
        as_of timestamptz not null,
        first_on date not null,
        last_on date not null,
        purchase_days integer not null,
        spent_minor bigint not null,
        repeat_mean_minor float8,
        margin_share float8,
        recency smallint not null,
        frequency smallint not null,
        monetary smallint not null,
        probability_alive float8,
        expected_purchases float8,
        expected_spend_minor float8,
        clv_minor bigint,
        basis text,
        fit_version integer,
        rules_version integer,
        primary key (customer_id, currency)
      ) with (fillfactor = 80);

      create table facts.share_of_wallet (
        customer_id uuid primary key,
        as_of timestamptz not null,
        feedback_id uuid not null,
        answered_at timestamptz not null,
        method text not null,
        share float8 not null,
        ours_minor bigint,
        wallet_minor bigint,
        currency text,
        brands smallint,
        rank smallint
      );

      create table app.customer_values_untold (customer_id uuid primary key);
      comment on table app.customer_values_untold is 'whose value was worked out and is to be looked at for what others do not know yet';

      create view analytics.customer_value as
      select v.customer_id, v.currency, v.clv_minor, v.basis, v.expected_purchases, v.expected_spend_minor, v.probability_alive,
        v.first_on, v.last_on, v.purchase_days, v.spent_minor, v.repeat_mean_minor, v.margin_share, v.recency, v.frequency, v.monetary,
        v.fit_version, v.rules_version, v.as_of
      from facts.customer_value v where not exists (select from messaging.identity i where i.recorded = v.customer_id);

      create view analytics.share_of_wallet as
      select w.customer_id, w.share, w.method, w.answered_at, w.ours_minor, w.wallet_minor, w.currency, w.brands, w.rank, w.feedback_id, w.as_of
      from facts.share_of_wallet w where not exists (select from messaging.identity i where i.recorded = w.customer_id)`);
    await runner.query(
      `insert into app.strategy_rules (version, valid_from, published_by, content) values (1, '2000-01-01Z', 'rapport', $1)`,
      [JSON.stringify(rules)],
    );
    await commentOn(runner, dictionary);
    await runner.query(grantToAnalyst);
  }

  async down(): Promise<void> {
    throw new Error('fits and what was told would be forgotten: restore a backup');
  }
}

const { customer_id } = meanings;
const as_of = 'When it was worked out.';
const rated = 'by fifths of all customers of the currency, 5 the best.';

const dictionary: Dictionary = {
  customer_value: [
    'One row a customer and currency in which it has bought: how it buys, and what it is expected to be worth.',
    {
      customer_id,
      currency: 'ISO 4217 code.',
      clv_minor:
        'Lifetime value within the horizon, discounted, in minor units: BG/NBD × Gamma–Gamma. 0 where all was given back.',
      basis: 'margin, or revenue where no cost is known.',
      expected_purchases: 'Days with a purchase expected within the horizon.',
      expected_spend_minor: 'What is expected to be spent on such a day, in minor units.',
      probability_alive: 'That the customer still buys, 0 to 1; 1 without repeats, since the model knows no better.',
      first_on: 'Day of the first purchase (UTC).',
      last_on: 'Day of the last one.',
      purchase_days: 'Days with a purchase that was not wholly given back.',
      spent_minor: 'Spent in all, less what was given back.',
      repeat_mean_minor: 'Mean of the days but the first; null without repeats.',
      margin_share: 'Margin ÷ revenue of purchases with known cost; null where none is known.',
      recency: `Of the last purchase, 1 to 5 ${rated}`,
      frequency: `Of purchase_days, 1 to 5 ${rated}`,
      monetary: `Of spent_minor, 1 to 5 ${rated}`,
      fit_version: 'Version of the parameters fitted for the currency; null: the published ones that ship.',
      rules_version: 'Version of the rules: horizon, discount rate.',
      as_of,
    },
  ],
  share_of_wallet: [
    'One row a customer who told of its wallet, by its newest answer.',
    {
      customer_id,
      share: 'Spent with us ÷ spent in the category, 0 to 1.',
      method:
        'spend: by what the customer spends in all; rank: by the wallet allocation rule, from rank and number of suppliers.',
      answered_at: 'When it answered.',
      ours_minor: 'spend: with us in the twelve months before the answer.',
      wallet_minor: 'spend: in the category in a year, as the customer says.',
      currency: 'spend: ISO 4217 code.',
      brands: 'How many suppliers it uses.',
      rank: 'Our place among them.',
      feedback_id: 'The answered survey.',
      as_of,
    },
  ],
};
