import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StandingClocks1800000000160 implements MigrationInterface {
  readonly name = 'StandingClocks1800000000160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table app.standard_clock add column stands_since timestamptz;
      comment on column app.standard_clock.stands_since is 'since when it stands still, because we wait for the customer'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table app.standard_clock drop column stands_since`);
  }
}
