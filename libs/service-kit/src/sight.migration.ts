import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who looks after whom, and who works with whom, as every service keeps it to know whose customers somebody sees. */
export class Sight1800000000150 implements MigrationInterface {
  readonly name = 'Sight1800000000150';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`create schema if not exists app`);
    await db.query(`
      create table app.sight_account (customer_id uuid primary key, staff text[] not null) with (fillfactor = 90);
      comment on table app.sight_account is 'owner and team of each customer, under the id as recorded';

      create table app.looked_after (recorded_id uuid primary key, staff text[] not null) with (fillfactor = 90);
      comment on table app.looked_after is 'of each recorded id who looks after the customer that it is now; of merged ones the first that names somebody';

      create table app.sight_staff (
        staff_id text primary key,
        principal_id uuid,
        team_id text,
        works_from date not null,
        works_to date
      );
      create index sight_staff_principal on app.sight_staff (principal_id);
      create index sight_staff_team on app.sight_staff (team_id);
      comment on table app.sight_staff is 'as whom the staff sign in, and their teams';

      create table app.sight_team (team_id text primary key, supervisor_id text, closed boolean not null);
      create index sight_team_lead on app.sight_team (supervisor_id);
      comment on table app.sight_team is 'who leads each team';

      create table app.sight_absence (
        absence_id uuid primary key,
        staff_id text not null,
        cover_id text not null,
        from_day date not null,
        to_day date not null,
        cancelled boolean not null
      );
      create index sight_absence_cover on app.sight_absence (cover_id);
      comment on table app.sight_absence is 'who stands in for whom, and on which days'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'drop table app.sight_account, app.looked_after, app.sight_staff, app.sight_team, app.sight_absence',
    );
  }
}
