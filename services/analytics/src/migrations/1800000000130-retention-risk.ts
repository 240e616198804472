import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings } from './commented-views.ts';

/** By which model the risk of losing a customer is worked out, what came of it, and whose is to be worked out again. */
export class RetentionRisk1800000000130 implements MigrationInterface {
  readonly name = 'RetentionRisk1800000000130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.risk_models (
        version integer primary key,
        valid_from timestamptz not null,
        origin text not null check (origin in ('shipped', 'published', 'fitted')),
        published_by text not null,
        published_at timestamptz not null default now(),
        note text,
        content jsonb not null
      );
      comment on table app.risk_models is 'what each feature weighs; a version is never changed, only followed';

      create table facts.members (
        recorded_customer_id uuid primary key,
        tier text not null,
        enrolled_at timestamptz not null
      );

      create table facts.retention_risk (
        customer_id uuid primary key,
        as_of timestamptz not null,
        model integer not null,
        risk double precision not null,
        band text not null,
        reasons text[] not null,
        x double precision[] not null,
        told_risk double precision,
        told_band text
      ) with (fillfactor = 80);
      create index retention_risk_untold on facts.retention_risk (customer_id)
        where told_band is distinct from band or least(floor(told_risk * 10), 9) is distinct from least(floor(risk * 10), 9);

      create table app.risk_due (
        recorded_customer_id uuid primary key,
        since timestamptz not null default now()
      ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      create index risk_due_since on app.risk_due (since);

      create view analytics.retention_risk as
      select customer_id, risk, band, reasons[1] as first_reason, reasons[2] as second_reason, reasons[3] as third_reason,
        x[1] as recency, x[2] as satisfaction, x[3] as open_complaints, x[4] as broken_promises, x[5] as effort, x[6] as contact_drop,
        x[7] as tier, model, as_of
      from facts.retention_risk r
      where not exists (select from messaging.identity i where i.recorded = r.customer_id);`);
    await runner.query(
      `insert into app.risk_models (version, valid_from, origin, published_by, note, content)
       values (1, '2000-01-01Z', 'shipped', 'rapport', $1, $2)`,
      [
        'Our proposal, fitted to no data: set so that silence of four own intervals, or of two with an open complaint and little satisfaction, is high.',
        readFileSync(new URL('../../data/risk-model.v1.json', import.meta.url), 'utf8'),
      ],
    );
    await commentOn(runner, {
      retention_risk: [
        'One row a customer who has bought: how likely it is neither to buy nor to be heard of in the next 90 days.',
        {
          customer_id: meanings.customer_id,
          risk: '0 to 1, by a logistic model of the columns from recency to tier.',
          band: 'low, medium or high.',
          first_reason: 'The column that raises the risk most; null where none does.',
          second_reason: 'The one that raises it second.',
          third_reason: 'The one that raises it third.',
          recency:
            'Days since it was last heard of, in own median intervals between such days (45 days where there are too few).',
          satisfaction: 'As in satisfaction_now, 0–100; null without experiences.',
          open_complaints: 'How many complaints are open.',
          broken_promises:
            'Times not kept in 90 days: house clocks and service standards that ran out, late deliveries.',
          effort:
            '0 (none) to 1: (7 − mean CES) / 6 of 90 days; without answers repeats and second hand-overs / 2, at most 1; null without a contact.',
          contact_drop:
            'By which share the days it was heard of became fewer from one 90 days to the next; null without any before.',
          tier: 'Rank of the tier of the loyalty programme; 0 for no member.',
          model: 'The version of the model (GET /v1/risk-models).',
          as_of: 'When it was worked out.',
        },
      ],
    });
    await runner.query(grantToAnalyst);
  }

  async down(): Promise<void> {
    throw new Error('what was told would be forgotten: restore a backup');
  }
}
