import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings, type Dictionary } from './commented-views.ts';

/** Episodes as they stand, which contacts are in which, and how many needs were met at the first contact. */
export class EpisodeFacts1800000000020 implements MigrationInterface {
  readonly name = 'EpisodeFacts1800000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table facts.episodes (
        episode_id uuid primary key,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        matter_id uuid not null,
        number integer not null,
        type text not null,
        opened_at timestamptz not null,
        last_contact_at timestamptz not null,
        recorded_at timestamptz not null,
        contacts integer not null,
        inbound_contacts integer not null,
        hand_overs integer not null,
        idle_seconds bigint not null,
        handed_over_at timestamptz,
        closed_at timestamptz,
        ended text,
        flow_seconds bigint,
        window_ends_at timestamptz,
        resolution text,
        follows uuid,
        repeat_in uuid,
        repeat_at timestamptz,
        second_hand_over_in uuid,
        second_hand_over_at timestamptz,
        imported boolean not null
      ) with (fillfactor = 80);
      create index episodes_customer on facts.episodes (recorded_customer_id);

      -- In which episode a contact is by now: what became known late may have moved it.
      create table facts.episode_contacts (
        interaction_id uuid primary key,
        episode_id uuid not null,
        recorded_customer_id uuid not null
      ) with (fillfactor = 80);
      create index episode_contacts_episode on facts.episode_contacts (episode_id);

      create view analytics.episodes as
      select e.episode_id, coalesce(i.current, e.recorded_customer_id) as customer_id, e.recorded_customer_id, e.matter_id,
        e.number, e.type, e.opened_at, e.last_contact_at, e.closed_at, e.ended, e.contacts, e.inbound_contacts, e.hand_overs,
        e.idle_seconds, e.handed_over_at, e.flow_seconds, e.window_ends_at, e.resolution,
        case when e.window_ends_at <= now() then e.ended = 'solved' and e.inbound_contacts = 1 and e.resolution <> 'failed'
        end as solved_in_one_contact,
        e.follows, s.effort, coalesce(s.effort_answers, 0) as effort_answers, e.recorded_at, e.imported, e.event_id
      from facts.episodes e
      left join messaging.identity i on i.recorded = e.recorded_customer_id
      left join (
        select c.episode_id, avg(f.score)::float8 as effort, count(*) as effort_answers
        from facts.feedback f join facts.episode_contacts c using (interaction_id)
        where f.survey = 'ces' and f.score is not null group by 1
      ) s using (episode_id);

      create view analytics.episode_contacts as
      select c.episode_id, c.interaction_id, coalesce(i.current, c.recorded_customer_id) as customer_id
      from facts.episode_contacts c left join messaging.identity i on i.recorded = c.recorded_customer_id;

      -- Wilson's interval (1927), as libs/statistics has it.
      create view analytics.first_contact_resolution as
      select m.month, m.episodes, m.solved, m.solved::float8 / m.episodes as share,
        greatest(0, w.middle - w.half) as low, least(1, w.middle + w.half) as high
      from (
        select to_char(closed_at at time zone 'UTC', 'YYYY-MM') as month, count(*) as episodes,
          count(*) filter (where ended = 'solved' and inbound_contacts = 1 and resolution <> 'failed') as solved
        from facts.episodes where window_ends_at <= now() group by 1
      ) m, lateral (select 1.959963984540054::float8 as z, m.episodes::float8 as n, m.solved::float8 / m.episodes as p) v,
      lateral (select (v.p + v.z * v.z / (2 * v.n)) / (1 + v.z * v.z / v.n) as middle,
        v.z / (1 + v.z * v.z / v.n) * sqrt(v.p * (1 - v.p) / v.n + v.z * v.z / (4 * v.n * v.n)) as half) w;`);
    await commentOn(runner, dictionary);
    await runner.query(grantToAnalyst);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop view analytics.first_contact_resolution, analytics.episode_contacts, analytics.episodes;
      drop table facts.episode_contacts, facts.episodes`);
  }
}

const { customer_id, recorded_customer_id, imported } = meanings;

const dictionary: Dictionary = {
  episodes: [
    'One row an episode: a need of a customer from the first contact to done.',
    {
      episode_id: 'The episode.',
      customer_id,
      recorded_customer_id,
      matter_id: 'What it is about: episodes of one matter follow each other.',
      number: 'Which episode of its matter it is, from 1.',
      type: 'What its first contact was about.',
      opened_at: 'When the first contact took place.',
      last_contact_at: 'When the last contact took place.',
      closed_at: 'When it was solved or given up; null while open.',
      ended: 'solved, unsolved, withdrawn, unreachable or duplicate; null while open.',
      contacts: 'How many contacts it took.',
      inbound_contacts: 'How many of them the customer began.',
      hand_overs: 'How often the customer was handed over.',
      idle_seconds: 'How long it lay between being handed over and being taken up, in seconds.',
      handed_over_at: 'Since when it waits to be taken up; null where it does not.',
      flow_seconds: 'From the first contact to done, in seconds; null while open.',
      window_ends_at: 'Until when a further contact fails its resolution; null while open.',
      resolution: 'pending, confirmed (the window passed) or failed (the customer came again); null while open.',
      solved_in_one_contact:
        'Whether one contact of the customer solved it; null before its window has passed. First-contact resolution is the share of these.',
      follows: 'The episode whose resolution it failed.',
      effort: 'Mean CES of the answers about its contacts, 1–7 (7 = easy); null where nobody answered.',
      effort_answers: 'How many answers that is the mean of.',
      recorded_at: 'When we learned the last of it.',
      imported,
      event_id: 'The last event about it.',
    },
  ],
  episode_contacts: [
    'One row a contact of an episode.',
    { episode_id: 'The episode.', interaction_id: 'The contact.', customer_id },
  ],
  first_contact_resolution: [
    'One row a month of closing: episodes past the re-contact window, and how many were solved in one contact of the customer.',
    {
      month: 'YYYY-MM, UTC.',
      episodes: 'Episodes closed in the month whose re-contact window has passed.',
      solved: 'Those solved in one inbound contact, and not brought up again within the window.',
      share: 'First-contact resolution: solved / episodes.',
      low: 'Lower end of its 95 % interval (Wilson).',
      high: 'Upper end of its 95 % interval (Wilson).',
    },
  ],
};
