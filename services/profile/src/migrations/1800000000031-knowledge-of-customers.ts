import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people know of a customer: style, needs, health. Everything under the id as recorded; codes and ids only. */
export class KnowledgeOfCustomers1800000000031 implements MigrationInterface {
  readonly name = 'KnowledgeOfCustomers1800000000031';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.style_observation (
        observation_id uuid primary key,
        customer_id uuid not null,
        interaction_id uuid not null,
        agent text not null,
        observed_at timestamptz not null,
        version integer not null,
        marks jsonb not null
      )`);
    await db.query(`comment on table app.style_observation is 'what one agent noted of the style in one contact'`);
    await db.query(`create index style_observation_customer on app.style_observation (customer_id, observed_at desc)`);
    await db.query(`
      create table app.style_answer (
        appraisal_id uuid primary key,
        customer_id uuid not null,
        answered_at timestamptz not null,
        version integer not null,
        choices jsonb not null,
        styles text[] not null
      )`);
    await db.query(`comment on table app.style_answer is 'a questionnaire on style that a customer answered'`);
    await db.query(`create index style_answer_customer on app.style_answer (customer_id, answered_at desc)`);
    await db.query(`
      create table app.staff_style (
        appraisal_id uuid primary key,
        staff_id text not null,
        answered_at timestamptz not null,
        version integer not null,
        choices jsonb not null,
        styles text[] not null
      )`);
    await db.query(`comment on table app.staff_style is 'a self-appraisal of one of the staff; shown to nobody else'`);
    await db.query(`create index staff_style_staff on app.staff_style (staff_id, answered_at desc)`);
    await db.query(`
      create table app.customer_need (
        customer_id uuid not null,
        need text not null,
        aspect text not null,
        code text not null,
        what text,
        holds boolean not null,
        said_by text,
        person_id uuid,
        interaction_id uuid,
        noted_by text not null,
        said_at timestamptz not null,
        primary key (customer_id, need)
      )`);
    await db.query(`comment on table app.customer_need is 'a motive, purpose, need or the orientation of a customer'`);
    await db.query(`comment on column app.customer_need.holds is 'false once it was removed: then said_at says when'`);
    await db.query(`
      create table app.health_check (
        check_id uuid primary key,
        customer_id uuid not null,
        checked_at timestamptz not null,
        assessor text not null,
        version integer not null,
        scores jsonb not null
      )`);
    await db.query(`comment on table app.health_check is 'how somebody judged the relation with an enterprise'`);
    await db.query(`create index health_check_customer on app.health_check (customer_id, checked_at desc)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      `drop table app.health_check, app.customer_need, app.staff_style, app.style_answer, app.style_observation`,
    );
  }
}
