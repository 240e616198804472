import type { MigrationInterface, QueryRunner } from 'typeorm';
import rules from './ingest-mapping-v1.json' with { type: 'json' };

/** Who may send events, what they become, and what could not be used. */
export class Ingest1800000000010 implements MigrationInterface {
  readonly name = 'Ingest1800000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.ingest_sources (
        source_id uuid primary key,
        name text not null unique,
        channel text not null,
        key_hash bytea not null unique,
        former_key_hash bytea unique,
        former_key_until timestamptz,
        enabled boolean not null default true,
        created_at timestamptz not null default now(),
        created_by text not null,
        changed_at timestamptz not null default now()
      )`);
    await db.query(`comment on column app.ingest_sources.key_hash is 'SHA-256 of the write key, which is shown once'`);
    await db.query(`
      create table app.ingest_mappings (
        version integer primary key,
        valid_from timestamptz not null default now(),
        changed_by text not null,
        rules jsonb not null
      )`);
    await db.query(`comment on table app.ingest_mappings is 'what messages become; the highest version is in force'`);
    await db.query(
      `insert into app.ingest_mappings (version, valid_from, changed_by, rules) values (1, '2026-01-01', 'shipped', $1)`,
      [JSON.stringify(rules)],
    );
    await db.query(`
      create table app.ingest_rejects (
        id bigint generated always as identity primary key,
        source_id uuid not null references app.ingest_sources,
        message_id text not null,
        protocol text not null,
        slug text not null,
        reason text not null,
        body text,
        received_at timestamptz not null,
        last_at timestamptz not null,
        times integer not null default 1,
        customer_id uuid,
        dropped_at timestamptz,
        dropped_by text,
        drop_reason text,
        unique (source_id, message_id)
      )`);
    await db.query(
      `comment on column app.ingest_rejects.body is 'personal: the message as it came; gone when it is dropped, accepted or 30 days old'`,
    );
    await db.query(`create index ingest_rejects_received on app.ingest_rejects (received_at)`);
    await db.query(
      `create index ingest_rejects_customer on app.ingest_rejects (customer_id) where customer_id is not null`,
    );
    await db.query(`
      create table app.ingest_dropped_attributes (
        source_id uuid not null references app.ingest_sources,
        attribute text not null,
        times bigint not null,
        last_at timestamptz not null,
        primary key (source_id, attribute)
      )`);
    await db.query(`comment on table app.ingest_dropped_attributes is 'what messages told and nobody keeps, by name'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `drop table app.ingest_dropped_attributes, app.ingest_rejects, app.ingest_mappings, app.ingest_sources`,
    );
  }
}
