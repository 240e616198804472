import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Conduct1800000000061 implements MigrationInterface {
  readonly name = 'Conduct1800000000061';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.conduct (
        observation_id uuid primary key,
        occurred_at timestamptz not null,
        kind text not null,
        staff_id text,
        team text,
        facts jsonb not null
      );
      comment on table app.conduct is 'how customers were seen to be served';
      create index conduct_newest on app.conduct (occurred_at desc, observation_id desc);
      create table app.coaching (
        observation_id uuid primary key,
        coached_at timestamptz not null
      );
      comment on table app.coaching is 'which observations were talked through, and when last'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.coaching, app.conduct`);
  }
}
