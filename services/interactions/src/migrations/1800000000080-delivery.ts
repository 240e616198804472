import type { MigrationInterface, QueryRunner } from 'typeorm';
import defaults from './delivery-v1.json' with { type: 'json' };

/** Messages to customers: what became of each, which addresses are undeliverable, templates and rules in versions. */
export class Delivery1800000000080 implements MigrationInterface {
  readonly name = 'Delivery1800000000080';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.messages (
        message_id uuid primary key,
        customer_id uuid not null,
        purpose text not null,
        channel text not null,
        status text not null,
        requested_at timestamptz not null,
        changed_at timestamptz not null,
        facts jsonb not null
      ) with (fillfactor = 70);
      create index messages_of_customer on app.messages (customer_id, requested_at desc, message_id desc);
      create index messages_newest on app.messages (requested_at desc, message_id desc);
      create index messages_due on app.messages (changed_at) where status = 'due';
      comment on table app.messages is 'what became of each message to a customer, under its id as recorded';

      create unlogged table app.message_claims (
        message_id uuid primary key,
        claimed_until timestamptz not null
      ) with (fillfactor = 70);
      comment on table app.message_claims is 'which messages a process is sending just now, so that no other does; worth nothing after a crash';

      create table app.undeliverable_addresses (
        customer_id uuid not null,
        channel text not null,
        number integer not null,
        since timestamptz not null,
        code text not null,
        message_id uuid not null,
        restored_at timestamptz,
        primary key (customer_id, channel, number)
      );
      comment on table app.undeliverable_addresses is 'addresses that nothing is sent to: the number of an identifier of the customer as recorded';

      create table app.message_templates (
        code text not null,
        version integer not null,
        form jsonb not null,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        primary key (code, version)
      );
      comment on table app.message_templates is 'messages in words, in every language and version';

      create table app.delivery_policies (
        version integer primary key,
        policy jsonb not null,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now()
      );
      comment on table app.delivery_policies is 'quiet hours, caps, tries: in versions, of those whose time has come the highest holds'`);
    await db.query(
      `insert into app.message_templates (code, version, form, valid_from, published_by)
       select t.code, 1, t.form, '1970-01-01Z', 'default' from json_to_recordset($1) as t(code text, form jsonb)`,
      [JSON.stringify(defaults.templates)],
    );
    await db.query(
      `insert into app.delivery_policies (version, policy, valid_from, published_by) values (1, $1, '1970-01-01Z', 'default')`,
      [JSON.stringify(defaults.policy)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `drop table app.delivery_policies, app.message_templates, app.undeliverable_addresses, app.message_claims, app.messages`,
    );
  }
}
