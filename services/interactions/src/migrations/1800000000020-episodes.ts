import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Episodes1800000000020 implements MigrationInterface {
  readonly name = 'Episodes1800000000020';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.episodes (
        episode_id uuid primary key,
        matter_id uuid not null,
        customer_id uuid not null,
        opened_at timestamptz not null,
        closed_at timestamptz,
        facts jsonb not null
      ) with (fillfactor = 80)`);
    await db.query(`create index episodes_of_customer on app.episodes (customer_id, opened_at desc, episode_id desc)`);
    await db.query(`create index episodes_newest on app.episodes (opened_at desc, episode_id desc)`);
    await db.query(`
      create index episodes_open on app.episodes (opened_at desc, episode_id desc) where closed_at is null`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.episodes`);
  }
}
