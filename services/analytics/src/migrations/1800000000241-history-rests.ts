import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is marked only because history was filed can wait until it is all there. */
export class HistoryRests1800000000241 implements MigrationInterface {
  readonly name = 'HistoryRests1800000000241';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table app.satisfaction_due add column late boolean not null default false;
      alter table app.risk_due add column late boolean not null default false;
      create index satisfaction_due_late on app.satisfaction_due (late, since);
      create index risk_due_late on app.risk_due (late, since);
      drop index app.satisfaction_due_since, app.risk_due_since`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index satisfaction_due_since on app.satisfaction_due (since);
      create index risk_due_since on app.risk_due (since);
      alter table app.satisfaction_due drop column late;
      alter table app.risk_due drop column late`);
  }
}
