import type { MigrationInterface, QueryRunner } from 'typeorm';
import { commentOn, grantToAnalyst, meanings, type Dictionary } from './commented-views.ts';

/** What customers were promised, and whom we called after a complaint; with what became of both. */
export class PromiseFacts1800000000265 implements MigrationInterface {
  readonly name = 'PromiseFacts1800000000265';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table facts.promises (
        promise_id uuid primary key,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        kind text not null,
        owner_id text not null,
        team text,
        complaint_id uuid,
        interaction_id uuid,
        instead_of uuid,
        first_due_at timestamptz not null,
        due_at timestamptz not null,
        times_renegotiated integer not null,
        broken_at timestamptz,
        broken_event_id uuid,
        kept_at timestamptz,
        kept_event_id uuid,
        released_at timestamptz,
        release_reason text,
        imported boolean not null
      ) with (fillfactor = 80);
      create index promises_customer on facts.promises (recorded_customer_id);

      create table facts.call_backs (
        call_back_id uuid primary key,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        complaint_id uuid not null,
        round text not null,
        owner_id text,
        from_at timestamptz not null,
        due_at timestamptz not null,
        attempts integer not null,
        missed_at timestamptz,
        done_at timestamptz,
        channel text,
        satisfied boolean,
        score smallint,
        cancelled_at timestamptz,
        cancel_reason text,
        imported boolean not null
      ) with (fillfactor = 80);
      create index call_backs_customer on facts.call_backs (recorded_customer_id);

      create view analytics.promises as
      select p.promise_id, coalesce(i.current, p.recorded_customer_id) as customer_id, p.recorded_customer_id, p.occurred_at,
        p.recorded_at, p.kind, p.owner_id, p.team, p.complaint_id, p.interaction_id, p.instead_of, p.first_due_at, p.due_at,
        p.times_renegotiated,
        case when p.kept_at is not null then 'kept' when p.broken_at is not null then 'broken'
          when p.released_at is not null then 'released' else 'open' end as status,
        p.broken_at is not null as broken, coalesce(p.kept_at, p.broken_at, p.released_at) as ended_at, p.release_reason,
        p.imported, p.event_id
      from facts.promises p left join messaging.identity i on i.recorded = p.recorded_customer_id;

      create view analytics.call_backs as
      select c.call_back_id, coalesce(i.current, c.recorded_customer_id) as customer_id, c.recorded_customer_id, c.occurred_at,
        c.recorded_at, c.complaint_id, c.round, c.owner_id, c.from_at, c.due_at, c.attempts,
        case when c.done_at is not null then 'done' when c.cancelled_at is not null then 'cancelled'
          when c.missed_at is not null then 'missed' else 'open' end as status,
        c.missed_at is not null as missed, c.channel, c.satisfied, c.score,
        coalesce(c.done_at, c.cancelled_at, c.missed_at) as ended_at, c.cancel_reason, c.imported, c.event_id
      from facts.call_backs c left join messaging.identity i on i.recorded = c.recorded_customer_id;

      create view analytics.promises_kept as
      select m.month, m.team, m.kind, m.promises, m.kept, m.broken, m.kept_late, m.renegotiated, v.p as share,
        greatest(0, w.middle - w.half) as low, least(1, w.middle + w.half) as high
      from (
        select to_char(d.at at time zone 'UTC', 'YYYY-MM') as month, team, kind, count(*) as promises,
          count(*) filter (where broken_at is null) as kept, count(broken_at) as broken,
          count(*) filter (where broken_at is not null and kept_at is not null) as kept_late,
          count(*) filter (where times_renegotiated > 0) as renegotiated
        from facts.promises cross join lateral (select coalesce(broken_at, kept_at) as at) d
        where d.at is not null group by 1, 2, 3
      ) m, lateral (select 1.959963984540054::float8 as z, m.promises::float8 as n, m.kept::float8 / m.promises as p) v,
      -- Wilson's interval (1927), as libs/statistics has it.
      lateral (select (v.p + v.z * v.z / (2 * v.n)) / (1 + v.z * v.z / v.n) as middle,
        v.z / (1 + v.z * v.z / v.n) * sqrt(v.p * (1 - v.p) / v.n + v.z * v.z / (4 * v.n * v.n)) as half) w;`);
    await commentOn(runner, dictionary);
    await runner.query(grantToAnalyst);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop view analytics.promises_kept, analytics.call_backs, analytics.promises;
      drop table facts.call_backs, facts.promises`);
  }
}

const { customer_id, recorded_customer_id, recorded_at, imported } = meanings;

const dictionary: Dictionary = {
  promises: [
    'One row a promise to a customer, as it stands. What was promised in words is personal and is not here.',
    {
      promise_id: 'The promise.',
      customer_id,
      recorded_customer_id,
      occurred_at: 'When it was given.',
      recorded_at,
      kind: 'What kind of thing was promised: answer, callBack, delivery, repair …',
      owner_id: 'Who keeps it: an id, never a name.',
      team: 'The team that it is with; null where none was named.',
      complaint_id: 'The complaint in whose course it was given; null where there was none.',
      interaction_id: 'The contact in which it was given; null where there was none.',
      instead_of: 'The broken promise that it makes up for; null where it does for none.',
      first_due_at: 'By when it was promised at first.',
      due_at: 'By when it is promised now.',
      times_renegotiated: 'How often the customer agreed to another time before it came.',
      status: 'open, kept, broken or released. One that was broken and kept late is kept, and broken is true.',
      broken: 'Whether its time passed before it was kept. Being kept late changes nothing of it.',
      ended_at: 'When it was kept, else was broken or was released; null while open.',
      release_reason: 'Why the customer did not want it any more.',
      imported,
      event_id: 'The event by which it was given.',
    },
  ],
  call_backs: [
    'One row a call-back after a closed complaint, as it stands. The words of the customer are personal and are not here.',
    {
      call_back_id: 'The call-back.',
      customer_id,
      recorded_customer_id,
      occurred_at: 'When it was scheduled: when its complaint was closed.',
      recorded_at,
      complaint_id: 'The complaint that was closed.',
      round: 'soon (after each closing) or later (a second one, where it was severe).',
      owner_id: 'Who calls: an id, never a name; null where it is for anybody.',
      from_at: 'Not before this.',
      due_at: 'By when.',
      attempts: 'How often the customer was called and not reached.',
      status: 'open, missed, done or cancelled. One that was missed and done late is done, and missed is true.',
      missed: 'Whether its time passed before the customer was asked.',
      channel: 'How the customer was reached; null before.',
      satisfied: 'Whether the customer was satisfied; null before. Who is not has the complaint reopened.',
      score: 'What the customer gave, 1–5; null before.',
      ended_at: 'When it was done, else was cancelled or was missed; null while open.',
      cancel_reason: 'Why it was cancelled: reopened, or what the customer said.',
      imported,
      event_id: 'The event by which it was scheduled.',
    },
  ],
  promises_kept: [
    'One row a month, team and kind: promises that were kept in time, of those kept in time or broken.',
    {
      month: 'YYYY-MM, UTC: in which they were kept, or were due and broken.',
      team: 'The team that they were with; null where none was named.',
      kind: 'What kind of thing was promised.',
      promises: 'How many were kept in time or broken. Open and released ones are left out.',
      kept: 'Those kept in time.',
      broken: 'Those not kept in time.',
      kept_late: 'Those of the broken ones that were kept after all.',
      renegotiated: 'Those of all to which the customer agreed to another time.',
      share: 'kept / promises.',
      low: 'Lower end of its 95 % interval (Wilson).',
      high: 'Upper end of its 95 % interval (Wilson).',
    },
  ],
};
