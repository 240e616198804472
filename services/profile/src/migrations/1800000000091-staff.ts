import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who works here and in which team. Names lie beside the streams. */
export class Staff1800000000091 implements MigrationInterface {
  readonly name = 'Staff1800000000091';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.staff (
        staff_id text primary key,
        principal_id uuid,
        role text not null,
        team_id text,
        languages text[] not null,
        works_from date not null,
        works_to date
      )`);
    await db.query(`comment on table app.staff is 'the staff, as last described; who has left stays'`);
    await db.query(`comment on column app.staff.principal_id is 'the actor of what they do'`);
    await db.query(`create index staff_principal on app.staff (principal_id)`);
    await db.query(`create index staff_team on app.staff (team_id)`);
    await db.query(`
      create table app.team (
        team_id text primary key,
        supervisor_id text,
        closed boolean not null
      )`);
    await db.query(`comment on table app.team is 'teams of the staff with who leads them'`);
    await db.query(`create index team_supervisor on app.team (supervisor_id)`);
    await db.query(`create index absence_cover on app.absence (cover_id, to_day)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop index app.absence_cover`);
    await db.query(`drop table app.team, app.staff`);
  }
}
