import { readFileSync } from 'node:fs';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Being solved at once, having to come again and being handed on are told by episodes, where a contact is in one; deliveries count. */
export class ScoresOfEpisodesAndDeliveries1800000000022 implements MigrationInterface {
  readonly name = 'ScoresOfEpisodesAndDeliveries1800000000022';

  async up(runner: QueryRunner): Promise<void> {
    const text = readFileSync(new URL('../../data/scores.v1.json', import.meta.url), 'utf8');
    // Kinds that were not scored before change nothing that was.
    await runner.query(
      `insert into app.scores select (select max(version) from app.scorings), kind, score, label
       from jsonb_to_recordset($1::jsonb->'scores') as r(kind text, score float8, label text) on conflict do nothing`,
      [text],
    );
    await runner.query(`
      create view app.episode_experiences as
      select e.event_id, s.kind, s.label, e.recorded_customer_id, x.occurred_at, s.score, x.cause_id
      from facts.episodes e cross join lateral (values
        ('solvedInOneContact', case when e.ended = 'solved' and e.inbound_contacts = 1 and e.resolution <> 'failed'
          then e.closed_at end, e.episode_id),
        ('repeatContact', e.repeat_at, e.repeat_in),
        ('secondHandOver', e.second_hand_over_at, e.second_hand_over_in)
      ) as x(kind, occurred_at, cause_id) join app.score_of s using (kind)
      where x.occurred_at is not null;

      create view app.delivery_experiences as
      select d.event_id, s.kind, s.label, d.recorded_customer_id, d.occurred_at, s.score, d.delivery_id as cause_id
      from facts.deliveries d cross join lateral (values
        ('deliveryRight', d.arrived_on_time and d.complete and d.documents_right and not d.damaged and d.lost = 0 and not d.accident),
        ('deliveryLate', not d.arrived_on_time),
        ('deliveryDamaged', d.damaged),
        ('deliveryWrongPapers', not d.documents_right)
      ) as x(kind, happened) join app.score_of s using (kind)
      where x.happened;`);
    // Whatever else the view holds by now stays in it; a contact of an episode speaks through that.
    await runner.query(`do $$
      declare held constant text := rtrim(pg_get_viewdef('app.experiences'::regclass), E'; \\n');
      begin
        execute format($view$
          create or replace view app.experiences as
          select h.* from (%s) h where not (h.kind in ('solvedInOneContact', 'secondHandOver')
            and exists (select from facts.episode_contacts c where c.interaction_id = h.cause_id))
          union all select * from app.episode_experiences
          union all select * from app.delivery_experiences $view$, held);
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('the view of before is gone: restore a backup');
  }
}
