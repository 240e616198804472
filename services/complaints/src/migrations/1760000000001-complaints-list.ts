import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of complaints as a read model; what a clock has left to do is a due time, what it has done is null. */
export class ComplaintsList1760000000001 implements MigrationInterface {
  readonly name = 'ComplaintsList1760000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.complaints (
        complaint_id uuid primary key,
        customer_id uuid not null,
        status text not null,
        paused boolean not null,
        step text,
        severity smallint,
        cause text not null,
        channel text not null,
        product text,
        opened_at timestamptz not null,
        acknowledge_due timestamptz,
        first_answer_due timestamptz,
        resolve_due timestamptz,
        breached boolean not null,
        outcome text,
        reason text,
        recovered boolean not null,
        closed_at timestamptz,
        due_at timestamptz generated always as (
          case when status = 'open' and not paused then least(acknowledge_due, first_answer_due, resolve_due) end
        ) stored
      ) with (fillfactor = 80)`);
    await db.query(`
      create index complaints_due on app.complaints (coalesce(due_at, 'infinity'), opened_at, complaint_id)
      where status = 'open'`);
    await db.query(`create index complaints_opened on app.complaints (opened_at desc, complaint_id desc)`);
    await db.query(`create index complaints_customer on app.complaints (customer_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.complaints`);
  }
}
