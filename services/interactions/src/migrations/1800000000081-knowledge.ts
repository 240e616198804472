import type { MigrationInterface, QueryRunner } from 'typeorm';
import defaults from './knowledge-v1.json' with { type: 'json' };

/** Articles and reply templates in versions, and of which use each was. */
export class Knowledge1800000000081 implements MigrationInterface {
  readonly name = 'Knowledge1800000000081';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app.knowledge (
        code text not null,
        version integer not null,
        kind text not null,
        form jsonb not null,
        words text not null,
        searched tsvector generated always as (
          to_tsvector('english', (form->'texts'->'en'->>'title') || ' ' || (form->'texts'->'en'->>'body')) || to_tsvector('simple', words)
        ) stored,
        valid_from timestamptz not null,
        published_by text not null,
        published_at timestamptz not null default now(),
        primary key (code, version)
      );
      create index knowledge_searched on app.knowledge using gin (searched);
      comment on table app.knowledge is 'articles and reply templates, in every language and version';
      comment on column app.knowledge.words is 'Chinese in pairs of characters, which a full-text search can find';

      create table app.knowledge_uses (
        use_id uuid primary key,
        customer_id uuid not null,
        interaction_id uuid not null,
        kind text not null,
        code text not null,
        version integer not null,
        used_at timestamptz not null
      );
      create index knowledge_uses_code on app.knowledge_uses (code, version);
      create index knowledge_uses_interaction on app.knowledge_uses (interaction_id);
      comment on table app.knowledge_uses is 'which article or reply template was used in which contact';

      create table app.knowledge_ratings (
        use_id uuid not null,
        rated_by text not null,
        customer_id uuid not null,
        helpful boolean not null,
        primary key (use_id, rated_by)
      );
      comment on table app.knowledge_ratings is 'whether it helped, as the agent and the customer last said'`);
    await db.query(
      `insert into app.knowledge (code, version, kind, form, words, valid_from, published_by)
       select k.code, 1, k.kind, k.form, k.words, '1970-01-01Z', 'default'
       from json_to_recordset($1) as k(code text, kind text, form jsonb, words text)`,
      [JSON.stringify(defaults)],
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`drop table app.knowledge_ratings, app.knowledge_uses, app.knowledge`);
  }
}
