import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody has to do, and the contacts that are under way. */
export class WorkItems1800000000071 implements MigrationInterface {
  readonly name = 'WorkItems1800000000071';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.work_items (
        work_item_id uuid primary key,
        customer_id uuid,
        task text not null,
        rule text,
        rule_version integer,
        event_type text,
        about jsonb,
        priority integer not null,
        assignee text,
        team text,
        role text not null,
        state text not null,
        claimed boolean not null,
        raised_at timestamptz not null,
        due_at timestamptz not null,
        overdue_at timestamptz,
        escalated boolean not null,
        closed_at timestamptz,
        outcome text
      ) with (fillfactor = 80);
      create index work_items_queue on app.work_items ((-priority), due_at, work_item_id) where state = 'open';
      create index work_items_mine on app.work_items (assignee) where state = 'open';
      create index work_items_customer on app.work_items (customer_id);
      create index work_items_closed on app.work_items (team, closed_at) where closed_at is not null;
      create index work_items_raised on app.work_items (team, raised_at);
      comment on table app.work_items is 'each work item as it stands, under the id of the customer as recorded';
      comment on column app.work_items.raised_at is 'of a planned one: when it will be';

      create table app.staff (
        staff_id text primary key,
        principal_id text,
        team text
      );
      create index staff_principal on app.staff (principal_id);
      comment on table app.staff is 'as whom the staff sign in, and their teams';

      create table app.live_contacts (
        contact_id uuid primary key,
        customer_id uuid,
        channel text not null,
        team text,
        queued_at timestamptz,
        started_at timestamptz,
        left_at timestamptz,
        abandoned boolean not null,
        waited_seconds bigint not null
      ) with (fillfactor = 70);
      create index live_contacts_now on app.live_contacts (channel) where left_at is null;
      create index live_contacts_left on app.live_contacts (left_at) where left_at is not null;
      comment on table app.live_contacts is 'contacts while they are under way, and how those of before ended'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.live_contacts, app.staff, app.work_items`);
  }
}
