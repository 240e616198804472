/**
 * The tables behind messaging, applied before a service's own migrations. `events` is the permanent log, its columns
 * named for Debezium's outbox router; `outbox` holds the positions not yet sent; the rest is what readers need to
 * know where they are. Every statement may run again on a database that has it.
 */
export const MESSAGING_SCHEMA = `
create schema if not exists messaging;

create table if not exists messaging.log (
  singleton boolean primary key default true check (singleton),
  epoch integer not null default 1
);
insert into messaging.log default values on conflict do nothing;
-- The topic that held what the log holds, and the server and database on which that was found.
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'messaging.log'::regclass and attname = 'topic_id') then
    alter table messaging.log add column topic_id text, add column found_on text;
  end if;
end $$;

create table if not exists messaging.seq (
  subject text primary key,
  last bigint not null default 0
) with (fillfactor = 70);
create index if not exists seq_named on messaging.seq (subject) where subject like '%:%';

-- Whose personal values were removed may be given no others: a write that brings some finds it here, under the lock that it holds.
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'messaging.seq'::regclass and attname = 'erased_at') then
    alter table messaging.seq add column erased_at timestamptz;
  end if;
end $$;

create table if not exists messaging.streams (
  stream text primary key,
  subject text not null,
  version integer not null,
  sequence bigint not null,
  state jsonb not null,
  state_version integer not null,
  next_due timestamptz
) with (fillfactor = 80);
create index if not exists streams_due on messaging.streams (next_due) where next_due is not null;

create table if not exists messaging.events (
  position bigint generated always as identity,
  id uuid not null,
  aggregatetype text not null,
  aggregateid text not null,
  type text not null,
  payload json not null,
  stream text not null,
  version integer not null,
  sequence bigint not null,
  epoch integer not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  actor text not null,
  imported boolean not null,
  hop integer not null,
  traceparent text,
  primary key (position)
) partition by range (position);
create index if not exists events_subject on messaging.events (aggregateid, sequence);

-- Run with the owner's rights: the service at work calls it too, long after it was started. Ten million positions each, of
-- which two lie ahead of the last that was given: what found no partition would lie in the last one, and keep its own from being made.
create or replace function messaging.make_event_partitions() returns void
language plpgsql security definer set search_path = messaging, pg_temp as $$
declare
  size constant bigint := 10000000;
  given bigint := pg_sequence_last_value(pg_get_serial_sequence('messaging.events', 'position')::regclass);
  last bigint := greatest(given, (select max(position) from messaging.events), 0);
begin
  for n in last / size .. last / size + 2 loop
    if to_regclass('messaging.events_' || n) is null then
      execute format('create table messaging.events_%s partition of messaging.events for values from (%s) to (%s)', n, n * size, (n + 1) * size);
    end if;
  end loop;
end $$;
select messaging.make_event_partitions();
create table if not exists messaging.events_rest partition of messaging.events default;

-- Positions that the topic holds must not be given again; nobody but the owner may move the numbers.
create or replace function messaging.skip_positions(upto bigint) returns void
language plpgsql security definer set search_path = messaging, pg_temp as $$
declare numbers regclass := pg_get_serial_sequence('messaging.events', 'position');
begin
  perform setval(numbers, upto) where upto > coalesce(pg_sequence_last_value(numbers), 0);
  perform make_event_partitions();
end $$;

create table if not exists messaging.outbox (position bigint primary key)
  with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create table if not exists messaging.personal (
  stream text primary key,
  subject text not null,
  "values" jsonb not null
);
create index if not exists personal_subject on messaging.personal (subject);
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'messaging.personal'::regclass and attname = 'stored_at') then
    alter table messaging.personal add column stored_at timestamptz not null default now();
  end if;
end $$;
create index if not exists personal_stored on messaging.personal (stored_at);

-- How long what is personal is kept, as profile told it last; and how much was removed for its age, by day.
create table if not exists messaging.retention (
  kind text not null,
  field text not null,
  months integer not null,
  version integer not null,
  primary key (kind, field)
);
create table if not exists messaging.removals (
  kind text not null,
  field text not null,
  version integer not null,
  months integer not null,
  day date not null,
  removed bigint not null,
  primary key (kind, field, version, day)
);

create table if not exists messaging.claims (
  kind text not null,
  digest bytea not null,
  stream text not null,
  subject text not null,
  primary key (kind, digest)
);

create index if not exists claims_subject on messaging.claims (subject);

-- Erasures that this service has carried out, by the id that something was recorded under; open until it has been told.
create table if not exists messaging.erasures (
  subject text primary key,
  erasure uuid not null,
  removed bigint not null,
  erased_at timestamptz not null default now(),
  told_at timestamptz
);
create index if not exists erasures_untold on messaging.erasures (subject) where told_at is null;
-- Whose personal values must be kept for the time being, however old they are.
create table if not exists messaging.holds (
  subject text not null,
  hold uuid not null,
  released boolean not null,
  primary key (subject, hold)
);

create table if not exists messaging.idempotency (
  caller text not null,
  key text not null,
  body_hash text not null,
  stream text not null,
  sequence bigint not null,
  created_at timestamptz not null default now(),
  primary key (caller, key)
);
create index if not exists idempotency_created on messaging.idempotency (created_at);
-- A key remembers where its command was accepted, or with which problem it was refused.
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'messaging.idempotency'::regclass and attname = 'refusal') then
    alter table messaging.idempotency add column refusal jsonb, alter column stream drop not null,
      alter column sequence drop not null;
  end if;
end $$;

create table if not exists messaging.todo (
  id bigint generated always as identity primary key,
  policy text not null,
  event_id uuid not null,
  decider text not null,
  stream_id text not null,
  subject text not null,
  command jsonb not null,
  occurred_at timestamptz not null,
  imported boolean not null,
  hop integer not null,
  traceparent text,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  refusal text,
  unique (policy, event_id, decider, stream_id)
);
create index if not exists todo_open on messaging.todo (id) where done_at is null;
create index if not exists todo_done on messaging.todo (done_at) where done_at is not null;
create index if not exists todo_refused on messaging.todo (id) where refusal is not null;

create table if not exists messaging.positions (
  topic text not null,
  partition integer not null,
  topic_id text not null,
  next_offset bigint not null,
  shortened boolean not null default false,
  primary key (topic, partition)
) with (fillfactor = 50);

create table if not exists messaging.sequences (
  source smallint not null,
  subject uuid not null,
  last bigint not null,
  last_id uuid not null,
  primary key (source, subject)
) with (fillfactor = 45);

create table if not exists messaging.parked (
  id bigint generated always as identity primary key,
  topic text not null,
  partition integer not null,
  "offset" bigint not null,
  subject text not null,
  event_id text,
  type text,
  event jsonb not null,
  reason text not null,
  parked_at timestamptz not null default now(),
  dropped_at timestamptz,
  dropped_by text,
  drop_reason text
);
-- Events that their owner gave in place of a gap share its offset, and a topic made anew counts from 0: offsets identify nothing.
do $$
begin
  if not exists (select from pg_attribute where attrelid = 'messaging.parked'::regclass and attname = 'failure') then
    alter table messaging.parked drop constraint if exists parked_topic_partition_offset_key,
      add column tries integer not null default 0, add column tried_at timestamptz, add column failure text;
    drop index if exists messaging.parked_subject;
  end if;
end $$;
create index if not exists parked_waiting on messaging.parked (topic, subject, id) where dropped_at is null;

create or replace function messaging.keep_dropped() returns trigger language plpgsql as $$
begin
  raise exception 'event % was dropped by %, which stays on record', old.id, old.dropped_by;
end $$;
do $$
begin
  if not exists (select from pg_trigger where tgrelid = 'messaging.parked'::regclass and tgname = 'keep_dropped') then
    create trigger keep_dropped before update or delete on messaging.parked
      for each row when (old.dropped_at is not null) execute function messaging.keep_dropped();
  end if;
end $$;

create table if not exists messaging.identity (
  recorded uuid primary key,
  current uuid not null
);
create index if not exists identity_current on messaging.identity (current);
create table if not exists messaging.merges (
  survivor uuid not null,
  absorbed uuid not null,
  active boolean not null,
  decided_at bigint not null,
  primary key (survivor, absorbed)
);
create index if not exists merges_absorbed on messaging.merges (absorbed);

create table if not exists messaging.leases (
  name text primary key,
  holder uuid not null,
  epoch bigint not null,
  expires_at timestamptz not null
);
-- Adding partitions pauses the relay, and says to how many it writes from then on.
alter table messaging.leases add column if not exists paused_at timestamptz;
alter table messaging.log add column if not exists partitions integer, add column if not exists scattered boolean not null default false;

create table if not exists messaging.compacted (
  customer uuid primary key,
  version bigint not null default 1,
  pending boolean not null default true,
  sent_at timestamptz
) with (fillfactor = 50);
create index if not exists compacted_pending on messaging.compacted (customer) where pending;
-- Who writes documents, as brokers know it, and the last turn that was taken to write some on this server and database.
create table if not exists messaging.turns (
  singleton boolean primary key default true check (singleton),
  producer bigint not null,
  number integer not null,
  found_on text not null
);

-- Repairs of a log and a topic that held different things. For 'ahead', offsets by partition: where the taking back began,
-- is now and ends; for 'behind', positions of the log likewise, one each.
create table if not exists messaging.reconciliations (
  id bigint generated always as identity primary key,
  direction text not null check (direction in ('ahead', 'behind')),
  topic_id text not null,
  started_at timestamptz not null default now(),
  started_by text not null,
  finished_at timestamptz,
  starts bigint[] not null,
  nexts bigint[] not null,
  ends bigint[] not null,
  partitions integer[] not null,
  events bigint not null default 0,
  first_position bigint,
  last_position bigint,
  highest_epoch integer not null default 0
);
create unique index if not exists reconciliations_open on messaging.reconciliations ((true)) where finished_at is null;
-- What people have to look through: events came back, what commands had stored beside them did not.
create table if not exists messaging.taken_back (
  stream text primary key,
  subject text not null,
  from_version integer not null,
  to_version integer not null,
  last_recorded_at timestamptz not null,
  reconciliation bigint not null
);

-- After a restore versions count from an earlier one on; what is published under them must be higher than what was.
create or replace function messaging.published_version(version bigint) returns bigint language sql stable as $$
  select version + (epoch - 1) * 1000000000::bigint from messaging.log
$$;

create or replace function messaging.refuse_personal(of text, brought boolean) returns boolean language plpgsql as $$
begin
  if brought then
    raise exception 'what is personal of % was erased', of using errcode = 'RP410';
  end if;
  return true;
end $$;

create or replace function messaging.ensure(written boolean) returns boolean language plpgsql as $$
begin
  if not coalesce(written, false) then
    raise exception 'a stream moved on meanwhile' using errcode = 'RP409';
  end if;
  return true;
end $$;
`;
