import type { MigrationInterface, QueryRunner } from 'typeorm';
import costs from './channel-costs-v1.json' with { type: 'json' };

/** What a contact costs on each channel, and versions of the catalogue that an administrator publishes. */
export class ChannelVersions1800000000090 implements MigrationInterface {
  readonly name = 'ChannelVersions1800000000090';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.channel_versions (
        version integer primary key,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now()
      );
      comment on table app.channel_versions is 'versions of the channel catalogue: of those whose time has come the highest is in force';
      insert into app.channel_versions (version, valid_from, published_by)
      select distinct version, '1970-01-01Z'::timestamptz, 'default' from app.channels;
      alter table app.channels add column cost jsonb;
      comment on column app.channels.cost is 'of one contact: minor units and currency; null where it is not known'`);
    await db.query(
      `update app.channels c set cost = jsonb_build_object('minor', v.minor, 'currency', 'EUR')
       from (select key as code, value::bigint as minor from json_each_text($1)) v where v.code = c.code`,
      [JSON.stringify(costs)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`alter table app.channels drop column cost`);
    await db.query(`drop table app.channel_versions`);
  }
}
