import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A promise that was kept in time, or broken, is an experience: the first of both that came. Moved in time, it is none until then. */
export class ScoresOfPromises1800000000266 implements MigrationInterface {
  readonly name = 'ScoresOfPromises1800000000266';

  async up(runner: QueryRunner): Promise<void> {
    const text = readFileSync(new URL('../../data/scores.v1.json', import.meta.url), 'utf8');
    // Kinds that were not scored before change nothing that was.
    await runner.query(
      `insert into app.scores select (select max(version) from app.scorings), kind, score, label
       from jsonb_to_recordset($1::jsonb->'scores') as r(kind text, score float8, label text) on conflict do nothing`,
      [text],
    );
    await runner.query(`
      create view app.promise_experiences as
      select coalesce(p.broken_event_id, p.kept_event_id) as event_id, s.kind, s.label, p.recorded_customer_id,
        coalesce(p.broken_at, p.kept_at) as occurred_at, s.score,
        coalesce(p.complaint_id, p.interaction_id, p.promise_id) as cause_id
      from facts.promises p join app.score_of s
        on s.kind = case when p.broken_at is not null then 'promiseBroken' when p.kept_at is not null then 'promiseKept' end`);
    // Whatever else the view holds by now stays in it.
    await runner.query(`do $$
      declare held constant text := rtrim(pg_get_viewdef('app.experiences'::regclass), E'; \\n');
      begin
        execute format('create or replace view app.experiences as %s union all select * from app.promise_experiences', held);
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('the view of before is gone: restore a backup');
  }
}
