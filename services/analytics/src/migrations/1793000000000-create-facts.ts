import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened, one row a thing, under the customer id as recorded. */
export class CreateFacts1793000000000 implements MigrationInterface {
  readonly name = 'CreateFacts1793000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema facts;

      -- What grows has one index: it finds the rows of a customer, and keeps out what is there already.

      create table facts.customers (
        recorded_customer_id uuid primary key,
        event_id uuid not null,
        first_seen_at timestamptz not null,
        recorded_at timestamptz not null,
        party_type text not null,
        anonymous boolean not null,
        stage text,
        stage_since timestamptz,
        imported boolean not null
      );

      create table facts.interactions (
        interaction_id uuid not null,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        channel text not null,
        direction text not null,
        phase text not null,
        type text not null,
        contact_function text,
        outcome text,
        agent_id text,
        team text,
        started_at timestamptz,
        ended_at timestamptz,
        waited_seconds bigint,
        hand_overs integer,
        flags text[] not null,
        imported boolean not null,
        primary key (recorded_customer_id, occurred_at, interaction_id)
      ) partition by range (occurred_at);

      create table facts.feedback (
        feedback_id uuid not null,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        survey text not null,
        score smallint,
        dimensions text[] not null,
        items text[] not null,
        expectations smallint[] not null,
        perceptions smallint[] not null,
        interaction_id uuid,
        channel text,
        driver_level text,
        imported boolean not null,
        primary key (recorded_customer_id, occurred_at, feedback_id)
      ) partition by range (occurred_at);

      create table facts.purchases (
        purchase_id uuid not null,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        channel text not null,
        amount_minor bigint not null,
        currency text not null,
        products text[] not null,
        quantities integer[] not null,
        line_minors bigint[] not null,
        imported boolean not null,
        primary key (recorded_customer_id, occurred_at, purchase_id)
      ) partition by range (occurred_at);

      create table facts.points (
        event_id uuid not null,
        entry_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        entry text not null,
        points bigint not null,
        pending_change bigint not null,
        available_change bigint not null,
        available_at timestamptz,
        purchase_id uuid,
        reward text,
        imported boolean not null,
        primary key (recorded_customer_id, occurred_at, event_id)
      ) partition by range (occurred_at);

      create table facts.complaints (
        complaint_id uuid primary key,
        event_id uuid not null,
        recorded_customer_id uuid not null,
        occurred_at timestamptz not null,
        recorded_at timestamptz not null,
        historic boolean not null,
        imported boolean not null,
        channel text not null,
        cause text not null,
        severity smallint,
        need text,
        demands text[] not null,
        interaction_id uuid,
        step text not null,
        paused boolean not null,
        resolve_due_at timestamptz,
        breached text[] not null,
        times_reopened integer not null,
        closed_at timestamptz,
        closing_reason text,
        outcome text,
        recovered boolean,
        score smallint,
        product text,
        sub_product text,
        issue text,
        sub_issue text,
        company text,
        state text,
        sent_on date,
        response text,
        timely boolean,
        disputed boolean
      ) with (fillfactor = 80);
      create index complaints_customer on facts.complaints (recorded_customer_id);`);

    // Old history is rare: a partition a decade. From two years ago on a partition a month, made ahead of time, because
    // one that is made after rows of its month arrived would have to move them out of the default partition.
    await runner.query(`
      create function facts.make_partitions(parent regclass, months_ahead integer) returns integer
      language plpgsql as $$
      declare
        made integer := 0;
        bounds record;
        child text;
        first constant timestamptz := '2000-01-01Z';
      begin
        perform pg_advisory_xact_lock(hashtext('facts.make_partitions'));
        execute format('create table if not exists %s_default partition of %s default', parent, parent);
        for bounds in
          with begins as (
            select coalesce(min(substring(c.relname from '_from_(\\d{8})$')::date)
              filter (where c.relname ~ '_month_from_\\d{8}$'), (date_trunc('month', now() at time zone 'UTC') - interval '24 months')::date) as monthly
            from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = parent
          ), starts as (
            select 'decade' as size, d::date as since, least(d + interval '10 years', monthly)::date as until
            from begins, generate_series(timestamp '2000-01-01', monthly - interval '1 day', interval '10 years') d
            union all
            select 'month', m::date, (m + interval '1 month')::date
            from begins, generate_series(monthly, date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead), interval '1 month') m
          ) select * from starts order by since
        loop
          child := format('%s_%s_from_%s', parent, bounds.size, to_char(bounds.since, 'YYYYMMDD'));
          continue when to_regclass(child) is not null;
          begin
            execute format('create table %s partition of %s for values from (%L) to (%L)', child, parent,
              bounds.since::text || ' 00:00Z', bounds.until::text || ' 00:00Z');
            made := made + 1;
          exception when check_violation then
            raise notice 'rows of % are in the default partition already: they stay there', child;
          end;
        end loop;
        child := format('%s_before_2000', parent);
        if to_regclass(child) is null then
          execute format('create table %s partition of %s for values from (minvalue) to (%L)', child, parent, first);
          made := made + 1;
        end if;
        return made;
      end $$;

      create function facts.make_all_partitions(months_ahead integer default 6) returns integer
      language sql security definer set search_path = pg_catalog, pg_temp as $$
        select coalesce(sum(facts.make_partitions(p.partrelid::regclass, months_ahead)), 0)::integer
        from pg_partitioned_table p join pg_class c on c.oid = p.partrelid
        where c.relnamespace in (select oid from pg_namespace where nspname in ('facts', 'app'))
      $$;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema facts cascade');
  }
}
