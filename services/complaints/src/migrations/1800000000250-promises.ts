import type { MigrationInterface, QueryRunner } from 'typeorm';
import catalogue from './promise-kinds-v1.json' with { type: 'json' };

/** The kinds of promises, in versions, and the list of promises as a read model. What was promised is personal and not in it. */
export class Promises1800000000250 implements MigrationInterface {
  readonly name = 'Promises1800000000250';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.promise_kinds (
        version integer not null,
        code text not null,
        place integer not null,
        primary key (version, code)
      );
      create table app.promises (
        promise_id uuid primary key,
        customer_id uuid not null,
        complaint_id uuid,
        interaction_id uuid,
        instead uuid,
        kind text not null,
        owner_id text not null,
        team text,
        status text not null,
        broken boolean not null,
        made_at timestamptz not null,
        due_at timestamptz not null,
        ended_at timestamptz,
        times_renegotiated integer not null
      ) with (fillfactor = 80);
      comment on table app.promises is 'all promises under the customer as recorded; one that was broken and kept late is kept and broken';
      create index promises_due on app.promises (status, due_at, promise_id);
      create index promises_customer on app.promises (customer_id);
      create index promises_owner on app.promises (owner_id, due_at)`);
    await db.query(
      `insert into app.promise_kinds select $1, code, place from unnest($2::text[]) with ordinality as k(code, place)`,
      [catalogue.version, catalogue.kinds],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.promises, app.promise_kinds`);
  }
}
