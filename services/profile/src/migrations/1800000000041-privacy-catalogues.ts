import type { MigrationInterface, QueryRunner } from 'typeorm';
import attributes from './attributes-v1.json' with { type: 'json' };
import purposes from './purposes-v1.json' with { type: 'json' };

/** What personal data are kept, why and for how long, and what customers may be contacted for; and when details were confirmed. */
export class PrivacyCatalogues1800000000041 implements MigrationInterface {
  readonly name = 'PrivacyCatalogues1800000000041';

  async up(db: QueryRunner): Promise<void> {
    for (const [catalogue, content] of Object.entries({ attributes, purposes })) {
      await db.query(
        `insert into app.catalogue (catalogue, version, valid_from, content) values ($1, 1, '1900-01-01Z', $2)`,
        [catalogue, JSON.stringify(content)],
      );
    }
    await db.query(`
      create table app.detail (
        customer_id uuid not null,
        attribute text not null,
        confirmed_at timestamptz not null,
        primary key (customer_id, attribute)
      )`);
    await db.query(`
      create table app.dropped_attribute (
        attribute text primary key,
        times bigint not null,
        last_at timestamptz not null default now()
      )`);
    await db.query(
      `comment on table app.dropped_attribute is 'what was told of customers and is in no catalogue, by name'`,
    );
    await db.query(
      `comment on table app.detail is 'when each detail of a customer was last given or confirmed; not the detail itself'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.detail, app.dropped_attribute`);
    await db.query(`delete from app.catalogue where catalogue in ('attributes', 'purposes')`);
  }
}
