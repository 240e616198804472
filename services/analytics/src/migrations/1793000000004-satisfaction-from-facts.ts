import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Experiences become a view over the facts: an event then costs no row beside its fact. Only whom it concerns is marked. */
export class SatisfactionFromFacts1793000000004 implements MigrationInterface {
  readonly name = 'SatisfactionFromFacts1793000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table app.complaint_experiences (
        event_id uuid not null,
        kind text not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        complaint_id uuid not null,
        primary key (recorded_customer_id, occurred_at, event_id)
      );
      insert into app.complaint_experiences
      select event_id, kind, recorded_customer_id, occurred_at, cause_id from app.experiences
      where kind in ('complaintOpened', 'standardBreached');
      insert into app.complaint_experiences
      select e.event_id, e.kind, e.recorded_customer_id, e.occurred_at, c.complaint_id
      from app.experiences e join facts.complaints c using (recorded_customer_id)
      where e.kind = 'complaintRecovered' and c.closed_at = e.occurred_at on conflict do nothing;

      create view app.scoring as select * from app.scorings where version = (select max(version) from app.scorings);
      create view app.score_of as select kind, score, label from app.scores where version = (select max(version) from app.scorings);

      -- Without episodes, a contact that the customer began, that nobody handed over and that ended solved was the only one.
      create view app.scored as
      select f.event_id, s.kind, s.label, f.recorded_customer_id, f.occurred_at, s.score, f.interaction_id as cause_id
      from facts.interactions f join app.score_of s on s.kind = case
        when f.direction = 'inbound' and f.outcome = 'solved' and coalesce(f.hand_overs, 0) = 0 then 'solvedInOneContact'
        when f.hand_overs >= 2 then 'secondHandOver' end
      union all
      select f.event_id, s.kind, s.label, f.recorded_customer_id, f.occurred_at, s.score, f.interaction_id
      from facts.feedback f join app.score_of s on s.kind = f.survey || '.' || f.score
      union all
      select f.event_id, s.kind, s.label, f.recorded_customer_id, f.occurred_at,
        greatest(-1, least(1, c.servqual_per_point * (select avg(a.p - a.e) from unnest(f.perceptions, f.expectations) a(p, e)))),
        f.interaction_id
      from facts.feedback f join app.score_of s on s.kind = f.survey cross join app.scoring c
      where f.survey = 'servqual' and cardinality(f.perceptions) > 0
      union all
      select e.event_id, s.kind, s.label, e.recorded_customer_id, e.occurred_at, s.score, e.complaint_id
      from app.complaint_experiences e join app.score_of s using (kind);

      create or replace view analytics.experiences as
      select e.event_id, e.kind, e.label, coalesce(i.current, e.recorded_customer_id) as customer_id, e.recorded_customer_id,
        e.occurred_at, e.score, case when e.score < 0 then e.cause_id end as cause_id,
        (select min(r.repaired_at) from app.repairs r where r.cause_id = e.cause_id and e.score < 0) as repaired_at
      from app.scored e left join messaging.identity i on i.recorded = e.recorded_customer_id;

      drop table app.experience_sums;
      drop table app.experiences;
      alter view app.scored rename to experiences;`);
    await runner.query(`
      -- How much of a weight is left after an interval; a thousand half-lives are enough for it to be nothing.
      create function app.faded(age interval, half_life_days double precision) returns double precision
      language sql immutable parallel safe
      return power(2::double precision, greatest(-1000, -extract(epoch from age)::double precision / (86400 * half_life_days)));

      create function app.weighed(as_of timestamptz)
      returns table (recorded_customer_id uuid, weight double precision, balance double precision)
      language sql stable as $$
        select e.recorded_customer_id, w.weight, w.weight * e.score
        from app.experiences e cross join app.scoring s,
        lateral (select app.faded(as_of - e.occurred_at, s.half_life_days) * case when e.score < 0 and not exists (
          select from app.repairs r where r.cause_id = e.cause_id and r.repaired_at <= as_of) then s.bad_weight else 1 end as weight) w
        where e.occurred_at <= as_of
      $$;

      create or replace function analytics.satisfaction_at(as_of timestamptz)
      returns table (customer_id uuid, satisfaction double precision, weight double precision, experiences bigint)
      language sql stable security definer set search_path = pg_catalog, pg_temp as $$
        select coalesce(i.current, w.recorded_customer_id), 50 * (1 + sum(w.balance) / (1 + sum(w.weight))), sum(w.weight), count(*)
        from app.weighed(as_of) w left join messaging.identity i on i.recorded = w.recorded_customer_id group by 1
      $$;

      -- What is known of a few customers, over all their records. Its plan is that of a look-up whatever the tables hold by now.
      create function app.satisfaction_of(ids uuid[])
      returns table (customer_id uuid, weight double precision, balance double precision, experiences bigint)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
        with asked as (
          select distinct coalesce(i.current, a.id) as customer_id
          from unnest(ids) a(id) left join messaging.identity i on i.recorded = a.id
        ), members as (
          select customer_id, customer_id as recorded_customer_id from asked
          union all select i.current, i.recorded from asked join messaging.identity i on i.current = asked.customer_id
        )
        select m.customer_id, sum(w.weight), sum(w.balance), count(*)
        from members m join app.weighed(now()) w using (recorded_customer_id) group by 1
      $$;

      -- What was worked out last, and when: all weights fade alike, so it fades on as one.
      create table app.satisfaction (
        customer_id uuid primary key,
        as_of timestamptz not null,
        weight double precision not null,
        balance double precision not null,
        experiences bigint not null
      ) with (fillfactor = 80);

      drop table app.satisfaction_due;
      create table app.satisfaction_due (
        recorded_customer_id uuid primary key,
        since timestamptz not null default now(),
        taken uuid
      ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
      create index satisfaction_due_since on app.satisfaction_due (since);
      insert into app.satisfaction_due (recorded_customer_id) select distinct recorded_customer_id from app.experiences;

      create or replace view analytics.satisfaction_now as
      select s.customer_id, 50 * (1 + f * s.balance / (1 + f * s.weight)) as satisfaction, f * s.weight as weight, s.experiences, s.as_of
      from app.satisfaction s cross join app.scoring c cross join app.faded(now() - s.as_of, c.half_life_days) f
      where not exists (select from messaging.identity i where i.recorded = s.customer_id);
      comment on column analytics.satisfaction_now.as_of is
        'When its experiences were looked at last: seconds after one was added. They fade on from there as one.';`);
  }

  async down(): Promise<void> {
    throw new Error('the sums of before are gone: restore a backup');
  }
}
