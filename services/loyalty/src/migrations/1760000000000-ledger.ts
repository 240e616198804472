import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger as a read model: an entry with its postings, which PostgreSQL itself keeps in balance. */
export class Ledger1760000000000 implements MigrationInterface {
  readonly name = 'Ledger1760000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create schema if not exists app`);
    await db.query(`
      create table app.entries (
        entry_id uuid primary key,
        customer_id uuid not null,
        kind text not null,
        points bigint not null check (points > 0),
        reward text,
        purchase_id uuid,
        available_at timestamptz,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        event_id uuid not null,
        sequence bigint not null
      )`);
    await db.query(`create index entries_customer on app.entries (customer_id, occurred_at desc, entry_id desc)`);
    await db.query(`
      create table app.postings (
        entry_id uuid not null,
        line smallint not null,
        account text not null,
        points bigint not null,
        primary key (entry_id, line)
      )`);
    await db.query(`create index postings_account on app.postings (account)`);
    // A constraint sees one row, and a row's trigger would add up an entry once for each of its lines: this looks at
    // all entries that a statement touched, once. It holds because a writer writes whole entries.
    await db.query(`
      create function app.check_entries_balance() returns trigger language plpgsql as $$
      declare unbalanced uuid;
      begin
        select p.entry_id into unbalanced from app.postings p
        where p.entry_id in (select entry_id from changed)
        group by p.entry_id having sum(p.points) <> 0 limit 1;
        if unbalanced is not null then
          raise exception 'the postings of entry % do not sum to zero', unbalanced using errcode = '23514';
        end if;
        return null;
      end $$`);
    for (const [event, table] of [
      ['insert', 'new'],
      ['update', 'new'],
      ['delete', 'old'],
    ]) {
      await db.query(`
        create trigger entries_balance_on_${event} after ${event} on app.postings
        referencing ${table} table as changed
        for each statement execute function app.check_entries_balance()`);
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.postings, app.entries`);
    await db.query(`drop function app.check_entries_balance()`);
  }
}
