import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Messages1800000000080 implements MigrationInterface {
  readonly name = 'Messages1800000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.message (
        message_id uuid primary key,
        customer_id uuid not null,
        purpose text not null,
        channel text not null,
        status text not null,
        at timestamptz not null
      ) with (fillfactor = 80);
      create index message_newest on app.message (customer_id, at desc, message_id desc);
      comment on table app.message is 'what was sent to a customer, or not, under its id as recorded';

      create table app.undeliverable_address (
        customer_id uuid not null,
        channel text not null,
        number integer not null,
        undeliverable boolean not null,
        since timestamptz not null,
        primary key (customer_id, channel, number)
      );
      comment on table app.undeliverable_address is 'addresses, by the number of the identifier, from which messages came back for good'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table app.undeliverable_address, app.message`);
  }
}
