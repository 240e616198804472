import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The staff are kept with what decides whose customers they see. */
export class NoStaff1800000000151 implements MigrationInterface {
  readonly name = 'NoStaff1800000000151';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.sight_staff (staff_id, principal_id, team_id, works_from)
       select staff_id, principal_id::uuid, team, '-infinity' from app.staff on conflict do nothing`,
    );
    await db.query('drop table app.staff');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('create table app.staff (staff_id text primary key, principal_id text, team text)');
    await db.query('create index staff_principal on app.staff (principal_id)');
  }
}
