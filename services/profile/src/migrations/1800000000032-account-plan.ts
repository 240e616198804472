import type { MigrationInterface, QueryRunner } from 'typeorm';
import opportunity from './opportunity-v1.json' with { type: 'json' };

const TABLES = ['account', 'contact_person', 'absence', 'opportunity', 'plan_action', 'lesson'];

/** Who belongs to an account, who looks after it, and what is planned with it. Texts lie beside the streams. */
export class AccountPlan1800000000032 implements MigrationInterface {
  readonly name = 'AccountPlan1800000000032';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.catalogue (catalogue, version, valid_from, content) values ('opportunity', 1, '1900-01-01Z', $1)`,
      [JSON.stringify(opportunity)],
    );
    await db.query(`
      create table app.account (
        customer_id uuid primary key,
        owner_id text,
        team text[] not null default '{}',
        assigned_at timestamptz,
        parent_id uuid,
        basics jsonb
      )`);
    await db.query(
      `comment on table app.account is 'who looks after a customer, to what it belongs, and its basic data'`,
    );
    await db.query(`create index account_owner on app.account (owner_id)`);
    await db.query(`create index account_parent on app.account (parent_id)`);
    await db.query(`
      create table app.contact_person (
        customer_id uuid not null,
        person_id uuid not null,
        roles text[] not null,
        changed_at timestamptz not null,
        primary key (customer_id, person_id)
      )`);
    await db.query(`comment on column app.contact_person.roles is 'none once they speak for it no longer'`);
    await db.query(`create index contact_person_person on app.contact_person (person_id)`);
    await db.query(`
      create table app.absence (
        absence_id uuid primary key,
        staff_id text not null,
        cover_id text not null,
        from_day date not null,
        to_day date not null,
        cancelled boolean not null default false
      )`);
    await db.query(`create index absence_staff on app.absence (staff_id, to_day)`);
    await db.query(`
      create table app.opportunity (
        opportunity_id uuid primary key,
        customer_id uuid not null,
        interaction_id uuid,
        stage text not null,
        probability smallint not null,
        amount_minor bigint,
        currency text,
        close_on date,
        owner_id text,
        parties jsonb not null,
        raised_at timestamptz not null,
        moved_at timestamptz not null
      )`);
    await db.query(`create index opportunity_customer on app.opportunity (customer_id)`);
    await db.query(`
      create table app.plan_action (
        action_id uuid primary key,
        customer_id uuid not null,
        opportunity_id uuid,
        owner_id text not null,
        due_on date not null,
        overdue boolean not null,
        outcome text,
        added_at timestamptz not null
      )`);
    await db.query(`comment on column app.plan_action.outcome is 'done or dropped; null as long as it is open'`);
    await db.query(`create index plan_action_customer on app.plan_action (customer_id)`);
    await db.query(`
      create table app.lesson (
        lesson_id uuid primary key,
        customer_id uuid not null,
        opportunity_id uuid,
        kind text not null,
        logged_by text not null,
        logged_at timestamptz not null
      )`);
    await db.query(`create index lesson_customer on app.lesson (customer_id, logged_at desc)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table ${TABLES.map(table => `app.${table}`).join(', ')}`);
    await db.query(`delete from app.catalogue where catalogue = 'opportunity'`);
  }
}
