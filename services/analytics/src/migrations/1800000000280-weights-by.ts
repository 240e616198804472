import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose importance weights of a SERVQUAL answer are: the survey brings some for who gave none. */
export class WeightsBy1800000000280 implements MigrationInterface {
  readonly name = 'WeightsBy1800000000280';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table facts.feedback add weights_by text not null default 'customer';
      create or replace view analytics.feedback as
      select f.feedback_id, coalesce(i.current, f.recorded_customer_id) as customer_id, f.recorded_customer_id,
        f.occurred_at, f.recorded_at, f.survey, f.score, f.dimensions, f.items, f.expectations, f.perceptions,
        f.interaction_id, f.channel, f.driver_level, f.imported, f.event_id, f.questionnaire, f.questionnaire_version,
        f.invitation_id, f.answered_by, f.agent_id, f.weight_dimensions, f.weight_points, f.wallet_minor, f.wallet_currency,
        f.wallet_brands, f.wallet_rank, case when f.weight_points is not null then f.weights_by end as weights_by
      from facts.feedback f left join messaging.identity i on i.recorded = f.recorded_customer_id;
      comment on column analytics.feedback.weights_by is
        'servqual: customer, or survey where the customer gave no points and those of the survey stand in.'`);
  }

  async down(): Promise<void> {
    throw new Error('a column of a documented view is not taken back');
  }
}
