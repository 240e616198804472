import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Episodes1800000000020 implements MigrationInterface {
  readonly name = 'Episodes1800000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.episode (
        episode_id uuid primary key,
        customer_id uuid not null,
        type text not null,
        opened_at timestamptz not null,
        last_contact_at timestamptz not null,
        contacts integer not null,
        hand_overs integer not null,
        handed_over_at timestamptz,
        follows uuid,
        closed boolean not null
      ) with (fillfactor = 80);
      create index episode_open on app.episode (customer_id) where not closed`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.episode`);
  }
}
