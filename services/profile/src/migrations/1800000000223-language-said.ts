import type { MigrationInterface, QueryRunner } from 'typeorm';

export class LanguageSaid1800000000223 implements MigrationInterface {
  readonly name = 'LanguageSaid1800000000223';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.language_said (
        customer_id uuid primary key,
        said_by text,
        noted_by text not null,
        said_at timestamptz not null
      ) with (fillfactor = 90);
      comment on table app.language_said is 'who said last which language a customer prefers, under the id as recorded; not the language itself';
      comment on column app.language_said.said_by is 'customer, contactPerson or agent; null where that was not told'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.language_said`);
  }
}
