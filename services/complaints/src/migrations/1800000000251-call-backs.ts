import type { MigrationInterface, QueryRunner } from 'typeorm';
import terms from './call-backs-v1.json' with { type: 'json' };

/** The house's rules say when customers are called after closing: each version has a successor from the same time on, with these terms. */
export class CallBacks1800000000251 implements MigrationInterface {
  readonly name = 'CallBacks1800000000251';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.house_rules
       select version + last, valid_from, rules || jsonb_build_object('version', version + last, 'callBacks', $1::jsonb)
       from app.house_rules, (select max(version) as last from app.house_rules) l`,
      [JSON.stringify(terms)],
    );
    await db.query(`
      comment on table app.house_rules is
        'the code of a calendar, hours by severity and clock, factors by value class, terms of call-backs; of two from the same time the higher holds';
      create table app.call_backs (
        call_back_id uuid primary key,
        complaint_id uuid not null,
        customer_id uuid not null,
        round text not null,
        owner_id text,
        status text not null,
        missed boolean not null,
        from_at timestamptz not null,
        due_at timestamptz not null,
        attempts integer not null,
        satisfied boolean,
        score smallint,
        ended_at timestamptz
      ) with (fillfactor = 80);
      comment on table app.call_backs is 'call-backs after closing, under the customer as recorded; what the customer said is personal and not here';
      create index call_backs_due on app.call_backs (status, due_at, call_back_id);
      create index call_backs_customer on app.call_backs (customer_id);
      create index call_backs_complaint on app.call_backs (complaint_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table app.call_backs;
      delete from app.house_rules where rules ? 'callBacks'`);
  }
}
