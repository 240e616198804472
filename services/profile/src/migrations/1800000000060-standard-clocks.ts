import type { MigrationInterface, QueryRunner } from 'typeorm';

export class StandardClocks1800000000060 implements MigrationInterface {
  readonly name = 'StandardClocks1800000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.standard_clock (
        clock_id uuid primary key,
        customer_id uuid not null,
        standard text not null,
        measure text not null,
        channel text,
        since timestamptz not null,
        due_at timestamptz not null,
        breached boolean not null,
        open boolean not null
      ) with (fillfactor = 80);
      create index standard_clock_open on app.standard_clock (customer_id) where open;
      comment on table app.standard_clock is 'what a customer waits for by a service standard, and until when'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.standard_clock`);
  }
}
