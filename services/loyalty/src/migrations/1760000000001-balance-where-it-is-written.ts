import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The check of the ledger looks at the table that it guards, whatever its name is: a ledger is built anew beside the live one. */
export class BalanceWhereItIsWritten1760000000001 implements MigrationInterface {
  readonly name = 'BalanceWhereItIsWritten1760000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function app.check_entries_balance() returns trigger language plpgsql as $$
      declare unbalanced uuid;
      begin
        execute format('select p.entry_id from %s p where p.entry_id in (select entry_id from changed)
          group by p.entry_id having sum(p.points) <> 0 limit 1', tg_relid::regclass) into unbalanced;
        if unbalanced is not null then
          raise exception 'the postings of entry % do not sum to zero', unbalanced using errcode = '23514';
        end if;
        return null;
      end $$`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      create or replace function app.check_entries_balance() returns trigger language plpgsql as $$
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
  }
}
