import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A promise kept or broken is an experience. Counts are told by scores of their own: repeats, hand-overs, deliveries. */
export class ScoresOfStandards1800000000061 implements MigrationInterface {
  readonly name = 'ScoresOfStandards1800000000061';

  async up(runner: QueryRunner): Promise<void> {
    const text = readFileSync(new URL('../../data/scores.v1.json', import.meta.url), 'utf8');
    await runner.query(
      `insert into app.scores select (select max(version) from app.scorings), kind, score, label
       from jsonb_to_recordset($1::jsonb->'scores') as r(kind text, score float8, label text) on conflict do nothing`,
      [text],
    );
    await runner.query(`
      create view app.standard_experiences as
      select f.event_id, s.kind, s.label, f.recorded_customer_id, f.occurred_at, s.score,
        coalesce(f.interaction_id, f.episode_id) as cause_id
      from facts.standards f join app.score_of s on s.kind = case when f.met then 'standardMet' else 'standardBreached' end
      where f.met is not null and f.measure in ('answer', 'resolve', 'idle', 'visitWindow')`);
    // Whatever else the view holds by now stays in it.
    await runner.query(`do $$
      declare held constant text := rtrim(pg_get_viewdef('app.experiences'::regclass), E'; \\n');
      begin
        execute format('create or replace view app.experiences as %s union all select * from app.standard_experiences', held);
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('the view of before is gone: restore a backup');
  }
}
