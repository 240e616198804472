import type { MigrationInterface, QueryRunner } from 'typeorm';
import rules from './lifecycle-v1.json' with { type: 'json' };

/** What lifecycle stages follow from, and the rules by which silence moves them. */
export class Lifecycle1800000000090 implements MigrationInterface {
  readonly name = 'Lifecycle1800000000090';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `insert into app.catalogue (catalogue, version, valid_from, content) values ('lifecycle', 1, '1900-01-01Z', $1)`,
      [JSON.stringify(rules)],
    );
    await db.query(`
      create table app.lifecycle (
        customer_id uuid primary key,
        heard jsonb not null,
        stage text not null,
        review_at timestamptz
      ) with (fillfactor = 80)`);
    await db.query(
      `comment on table app.lifecycle is 'when a recorded customer was heard of, and its lifecycle stage'`,
    );
    await db.query(`comment on column app.lifecycle.heard is
      'the newest UTC days with a contact or purchase, by the last instant of each: the own interval is the median of their gaps'`);
    await db.query(`comment on column app.lifecycle.review_at is 'when time alone may move the stage next'`);
    // Whoever was recorded before goes on from what is known of the newest contacts and purchases.
    await db.query(`
      insert into app.lifecycle (customer_id, heard, stage)
      select v.customer_id, coalesce((select jsonb_agg(to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') order by d.at) from (
          select max(t.occurred_at) as at from app.timeline t
          where t.customer_id = v.customer_id
            and (t.type = 'PurchaseMade' or t.type = 'InteractionRecorded' and t.summary->>'direction' = 'inbound')
          group by (t.occurred_at at time zone 'UTC')::date order by 1 desc limit 25) d), '[]'), coalesce(v.stage, 'prospect')
      from app.customer_view v`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.lifecycle`);
    await db.query(`delete from app.catalogue where catalogue = 'lifecycle'`);
  }
}
