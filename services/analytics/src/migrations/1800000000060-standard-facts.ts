import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings, type Dictionary } from './commented-views.ts';

/** What was measured by service standards, each under the version in force when it began; and what was observed of conduct. */
export class StandardFacts1800000000060 implements MigrationInterface {
  readonly name = 'StandardFacts1800000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table facts.standards (
        clock_id uuid primary key,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        standard text not null,
        version integer not null,
        measure text not null,
        target float8 not null,
        withdrawn_at_most float8,
        channel text,
        value_class text not null,
        type text,
        team text,
        interaction_id uuid,
        episode_id uuid,
        delivery_id uuid,
        since timestamptz not null,
        met boolean,
        imported boolean not null
      );
      create index standards_customer on facts.standards (recorded_customer_id);
      create index standards_occurred on facts.standards (occurred_at);

      create table facts.conduct (
        observation_id uuid primary key,
        event_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        kind text not null,
        staff_id text,
        team text,
        place text,
        channel text,
        share float8,
        standard text,
        version integer,
        target float8,
        met boolean,
        needs_coaching boolean not null,
        imported boolean not null
      );
      create index conduct_occurred on facts.conduct (occurred_at);

      create view analytics.standards as
      select s.clock_id, coalesce(i.current, s.recorded_customer_id) as customer_id, s.recorded_customer_id, s.standard, s.version,
        s.measure, s.target, s.withdrawn_at_most, s.channel, s.value_class, s.type, s.team, s.interaction_id, s.episode_id, s.delivery_id,
        s.since, s.met, s.occurred_at, s.recorded_at, s.imported, s.event_id
      from facts.standards s left join messaging.identity i on i.recorded = s.recorded_customer_id;

      create view analytics.conduct as
      select observation_id, kind, staff_id, team, place, channel, share, standard, version, target, met, needs_coaching,
        occurred_at, recorded_at, imported, event_id
      from facts.conduct;`);
    await commentOn(runner, dictionary);
    await runner.query(grantToAnalyst);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop view analytics.conduct, analytics.standards; drop table facts.conduct, facts.standards`);
  }
}

const { event_id, recorded_at, imported, customer_id, recorded_customer_id } = meanings;
const version = 'Its version: the one in force when it began. Older ones keep what was measured under them.';
const target = 'The share that is to meet it.';

const dictionary: Dictionary = {
  standards: [
    'One row a thing measured by a service standard: a wait, a count, an episode, once it was met, breached or given up.',
    {
      clock_id: 'The thing measured.',
      customer_id,
      recorded_customer_id,
      standard: 'Code of the standard.',
      version,
      measure: 'answer, visitWindow, resolve, idle, handOvers, repeats or orderRight.',
      target,
      withdrawn_at_most: 'The share that may give up waiting; null where nothing is said.',
      channel: 'Channel of the contact, or of the first of the episode.',
      value_class: 'Value class as it was known then.',
      type: 'What the contact was about.',
      team: 'Team that it was with.',
      interaction_id: 'The contact, where one was measured.',
      episode_id: 'The episode, where one was measured.',
      delivery_id: 'The delivery, where one was measured.',
      since: 'When it began.',
      met: 'Whether it was met; null where the customer gave up before it was due.',
      occurred_at: 'When it was met, was due, or was given up: the month that it counts in.',
      recorded_at,
      imported,
      event_id,
    },
  ],
  conduct: [
    'One row an observation of how customers are served, or a training or brief that was held.',
    {
      observation_id: 'The observation.',
      kind: 'courtesies, storeVisit, mysteryCheck, scorecard, training or morningBrief.',
      staff_id: 'Who was observed: an id, never a name.',
      team: 'Team that was observed.',
      place: 'Where it was.',
      channel: 'Channel of the contact that was listened to.',
      share: 'Of the points that there are, 0–1.',
      standard: 'Code of the standard that it was held against; null where there was none.',
      version,
      target,
      met: 'Whether it was met.',
      needs_coaching: 'Whether a talk about it is wanted.',
      occurred_at: 'When it was observed.',
      recorded_at,
      imported,
      event_id,
    },
  ],
};
