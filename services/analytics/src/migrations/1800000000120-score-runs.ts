import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Figures of all customers that are worked out at once: for which time, how far that has come, and who asked for it. */
export class ScoreRuns1800000000120 implements MigrationInterface {
  readonly name = 'ScoreRuns1800000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.score_runs (
        score text not null,
        period date not null,
        as_of timestamptz not null,
        step text not null default 'asked' check (step in ('asked', 'telling', 'told')),
        asked_by text not null,
        asked_at timestamptz not null default now(),
        customers bigint,
        told bigint not null default 0,
        ended_at timestamptz,
        primary key (score, period)
      );
      comment on table app.score_runs is 'figures of all customers worked out at once, one row a score and period';

      create table app.late_facts (
        one boolean primary key default true check (one),
        at timestamptz not null
      );
      comment on table app.late_facts is 'when something last became known of a month that was over'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table app.score_runs, app.late_facts');
  }
}
