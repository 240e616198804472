import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Cases of the past on which a model of risk is tried: what was known of a customer, and whether it was lost in the days after. */
export class RiskSamples1800000000131 implements MigrationInterface {
  readonly name = 'RiskSamples1800000000131';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.risk_samples (
        as_of timestamptz not null,
        customer_id uuid not null,
        x double precision[] not null,
        lost boolean not null,
        primary key (as_of, customer_id)
      );
      comment on table app.risk_samples is
        'features at the ends of past months, and whether the customer neither bought nor was heard of in the days after; made anew each month';
      create table app.risk_fits (
        at timestamptz primary key default now(),
        held_out timestamptz not null,
        compared_with integer not null,
        outcome text not null,
        version integer,
        figures jsonb not null
      );
      comment on table app.risk_fits is 'each attempt to fit a model of risk on own history, and why its outcome is what it is'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table app.risk_samples, app.risk_fits');
  }
}
