import type { MigrationInterface, QueryRunner } from 'typeorm';
import standard from './handling-time-v1.json' with { type: 'json' };

export class HandlingTime1800000000220 implements MigrationInterface {
  readonly name = 'HandlingTime1800000000220';

  async up(db: QueryRunner): Promise<void> {
    // Instants carry their offset, so the cast depends on no setting: that makes it fit for an index.
    await db.query(`
      create function app.handled_from(facts jsonb) returns timestamptz language sql immutable parallel safe as $$
        select case when facts ? 'endedAt' then (facts->>'startedAt')::timestamptz end
      $$;
      comment on function app.handled_from is 'when a contact began of which it is known how long it took';
      create index interactions_handled on app.interactions_of_customer (app.handled_from(facts))
        where app.handled_from(facts) is not null`);
    await db.query(
      `insert into app.service_rules (kind, code, version, form, valid_from, published_by)
       values ('standard', $1, 1, $2, '1970-01-01Z', 'default') on conflict do nothing`,
      [standard.code, JSON.stringify(standard.form)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`delete from app.service_rules where kind = 'standard' and code = $1`, [standard.code]);
    await db.query(`drop index app.interactions_handled; drop function app.handled_from`);
  }
}
