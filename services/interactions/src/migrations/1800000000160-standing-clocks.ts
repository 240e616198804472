import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StandingClocks1800000000160 implements MigrationInterface {
  readonly name = 'StandingClocks1800000000160';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table app.standard_clocks add column stands_since timestamptz;
      comment on column app.standard_clocks.stands_since is 'since when it stands still, because we wait for the customer'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table app.standard_clocks drop column stands_since`);
  }
}
