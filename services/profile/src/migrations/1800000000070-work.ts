import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Work1800000000070 implements MigrationInterface {
  readonly name = 'Work1800000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.work (
        work_item_id uuid primary key,
        customer_id uuid not null,
        task text not null,
        priority integer not null,
        role text not null,
        assignee text,
        team text,
        raised_at timestamptz not null,
        due_at timestamptz not null,
        open boolean not null
      ) with (fillfactor = 80);
      create index work_open on app.work (customer_id) where open;
      comment on table app.work is 'what people have to do for a customer'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.work`);
  }
}
