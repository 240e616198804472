import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What analytics told last of the risk of losing a customer, and when it came to be high or ceased to be. */
export class RetentionRisk1800000000130 implements MigrationInterface {
  readonly name = 'RetentionRisk1800000000130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table app.customer_view add column risk jsonb;
      alter table app.lifecycle add column risks jsonb not null default '[]'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table app.customer_view drop column risk;
      alter table app.lifecycle drop column risks`);
  }
}
