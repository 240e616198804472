import type { MigrationInterface, QueryRunner } from 'typeorm';
import health from './health-v1.json' with { type: 'json' };
import needs from './needs-v1.json' with { type: 'json' };
import questionnaire from './style-questionnaire-v1.json' with { type: 'json' };
import style from './style-v1.json' with { type: 'json' };

const defaults = { style, 'style-questionnaire': questionnaire, needs, health };

/** Reference data in versions: one is added, none is ever rewritten. The first ones are in force from ever. */
export class Catalogues1800000000030 implements MigrationInterface {
  readonly name = 'Catalogues1800000000030';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.catalogue (
        catalogue text not null,
        version integer not null,
        valid_from timestamptz not null,
        published_at timestamptz not null default now(),
        published_by text,
        content jsonb not null,
        primary key (catalogue, version)
      )`);
    await db.query(`comment on table app.catalogue is
      'reference data in versions: the highest whose time has come is in force; no version is ever changed'`);
    await db.query(`comment on column app.catalogue.published_by is 'the actor; null for what came with the product'`);
    for (const [catalogue, content] of Object.entries(defaults)) {
      await db.query(
        `insert into app.catalogue (catalogue, version, valid_from, content) values ($1, 1, '1900-01-01Z', $2)`,
        [catalogue, JSON.stringify(content)],
      );
    }
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.catalogue`);
  }
}
