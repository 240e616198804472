import { REBUILD } from './rebuild/schema.sql.ts';

/**
 * The statements of the hot path are functions, for their settings: their plans are made once, often when tables are
 * still empty, and must look rows up by key all the same. Without that they would scan what has grown since.
 */
const BY_KEY = `set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
  set plan_cache_mode = force_generic_plan`;

// The planner would rather look at all subjects of a source, once for each of the batch, while it believes that they are few.
const PAGES_IN_MEMORY = `${BY_KEY.replace('force_generic_plan', 'force_custom_plan')}
  set enable_material = off set random_page_cost = 0.05`;

/** One round trip: streams, their subjects' numbers and the idempotency keys asked for. */
export const READ = 'select * from messaging.read_commands($1)';

// Not `read_streams`, as it was called: processes of before, not yet replaced, have prepared what that one returns.
const READ_FUNCTION = `
create or replace function messaging.read_commands(p_wanted json)
returns table (ord int, stream text, subject text, version int, sequence bigint, state jsonb, "stateVersion" int,
  numbered boolean, "keyHash" text, "keyStream" text, "keySequence" bigint, "keyRefusal" jsonb)
language plpgsql stable ${BY_KEY} as $body$
#variable_conflict use_column
begin
return query
select w.ord::int as ord, s.stream, s.subject, s.version, s.sequence, s.state, s.state_version as "stateVersion",
       q.subject is not null as numbered,
       k.body_hash as "keyHash", k.stream as "keyStream", k.sequence as "keySequence", k.refusal as "keyRefusal"
from json_to_recordset(p_wanted) as w(ord int, stream text, subject text, caller text, key text)
left join messaging.streams s on s.stream = w.stream
left join messaging.seq q on q.subject = coalesce(s.subject, w.subject)
left join messaging.idempotency k on k.caller = w.caller and k.key = w.key;
end $body$;`;

/** Makes sure that a subject has a row to lock; done beforehand, so that the write itself only updates. */
export const NUMBER = `insert into messaging.seq (subject) select unnest($1::text[]) on conflict do nothing`;

/**
 * The other round trip. The subjects' rows are locked first and in order; everything else depends on them, so that
 * the numbers of a subject, the positions and their visibility never invert. A stream that moved on fails it all.
 * Kept refusals depend on nothing but their keys: they are written also where nothing else is.
 * $1 subjects, $2 streams, $3 events, $4 personal, $5 claims, $6 keys (JSON arrays), $7 todos (ids), $8 the service.
 */
export const WRITE = 'select * from messaging.write_events($1, $2, $3, $4, $5, $6, $7, $8)';

const WRITE_FUNCTION = `
create or replace function messaging.write_events(p_subjects json, p_streams json, p_events json, p_personal json,
  p_claims json, p_keys json, p_todos bigint[], p_service text)
returns table (ok boolean, subject text, base bigint)
language plpgsql ${BY_KEY} as $body$
#variable_conflict use_column
begin
return query
with wanted as (
  select * from json_to_recordset(p_subjects) as w(subject text, n int)
), locked as (
  select q.subject from messaging.seq q where q.subject in (select subject from wanted) order by q.subject for update
), numbered as (
  update messaging.seq q set last = q.last + w.n from wanted w
  where q.subject = w.subject and exists (select from locked l where l.subject = w.subject)
  returning q.subject, q.last - w.n as base, q.erased_at is not null as erased
), wanted_streams as (
  select t.*, n.base from numbered n
  join json_to_recordset(p_streams) as t(stream text, subject text, expected int, added int, nth int,
    state jsonb, "stateVersion" int, "nextDue" timestamptz) on t.subject = n.subject
), inserted as (
  insert into messaging.streams (stream, subject, version, sequence, state, state_version, next_due)
  select stream, subject, added, base + nth, state, "stateVersion", "nextDue" from wanted_streams where expected = 0
  returning stream
), updated as (
  update messaging.streams x set version = t.expected + t.added, sequence = t.base + t.nth, state = t.state,
    state_version = t."stateVersion", next_due = t."nextDue"
  from wanted_streams t where x.stream = t.stream and x.version = t.expected and t.expected > 0
  returning x.stream
), logged as (
  insert into messaging.events (id, aggregatetype, aggregateid, type, payload, stream, version, sequence, epoch,
    occurred_at, actor, imported, hop, traceparent)
  select e.id, p_service, e.subject, e.type, e.data, e.stream, e.version, n.base + e.nth, l.epoch,
    e."occurredAt", e.actor, e.imported, e.hop, e.traceparent
  from json_to_recordset(p_events) as e(ord int, id uuid, subject text, type text, data json, stream text, version int, nth int,
    "occurredAt" timestamptz, actor text, imported boolean, hop int, traceparent text)
  join numbered n on n.subject = e.subject cross join messaging.log l
  order by e.ord
  returning position
), queued as (
  insert into messaging.outbox (position) select position from logged
), private as (
  insert into messaging.personal as p (stream, subject, "values")
  select v.stream, v.subject, v."values"
  from json_to_recordset(p_personal) as v(stream text, subject text, "values" jsonb)
  where exists (select from numbered)
  on conflict (stream) do update set "values" = jsonb_strip_nulls(p."values" || excluded."values"), stored_at = now()
), claimed as (
  insert into messaging.claims (kind, digest, stream, subject)
  select c.kind, decode(c.digest, 'hex'), c.stream, c.subject
  from json_to_recordset(p_claims) as c(kind text, digest text, stream text, subject text)
  where exists (select from numbered)
  order by c.kind, c.digest
), remembered as (
  insert into messaging.idempotency (caller, key, body_hash, stream, sequence, refusal)
  select k.caller, k.key, k."bodyHash", k.stream, n.base + k.nth, k.refusal
  from json_to_recordset(p_keys) as k(caller text, key text, "bodyHash" text, stream text, subject text, nth int, refusal jsonb)
  left join numbered n on n.subject = k.subject
  where n.subject is not null or k.refusal is not null
  order by k.caller, k.key
), done as (
  update messaging.todo t set done_at = now()
  where t.id = any(p_todos::bigint[]) and t.done_at is null and exists (select from numbered)
  returning t.id
)
select messaging.ensure(
    (select count(*) from inserted) + (select count(*) from updated) = (select count(*) from json_array_elements(p_streams))
    and (select count(*) from done) = cardinality(p_todos::bigint[])
    and (select count(*) from logged) = (select count(*) from json_array_elements(p_events)))
  and messaging.refuse_personal(n.subject, n.erased
    and exists (select from json_to_recordset(p_personal) as v(subject text) where v.subject = n.subject)),
  n.subject, n.base from numbered n;
end $body$;`;

/** Which events the log holds at the positions $1, and under the numbers $3 of the subjects $2: their ids, by place in the arrays. */
export const HELD = 'select * from messaging.held_events($1, $2, $3)';

const HELD_FUNCTION = `
create or replace function messaging.held_events(p_positions bigint[], p_subjects text[], p_sequences bigint[])
returns table (ord int, at uuid, numbered uuid) language plpgsql stable ${BY_KEY} as $body$
begin
return query
select w.ord::int, e.id, (select n.id from messaging.events n where n.aggregateid = w.subject and n.sequence = w.sequence limit 1)
from unnest(p_positions, p_subjects, p_sequences) with ordinality as w(position, subject, sequence, ord)
left join messaging.events e on e.position = w.position;
end $body$;`;

/** The events at the head of the outbox, at most $2 of them, without the positions $1 (hashed; "<> all" would try each for each). */
export const HEAD = 'messaging.outbox_head($1, $2)';

const HEAD_FUNCTION = `
create or replace function messaging.outbox_head(p_in_flight bigint[], p_limit int)
returns setof messaging.events language plpgsql stable ${BY_KEY} as $body$
begin
return query
select e.* from (
    select position from messaging.outbox where position not in (select unnest(p_in_flight)) order by position limit p_limit
  ) o join messaging.events e on e.position = o.position order by o.position;
end $body$;`;

/**
 * Moves the partitions $2 of topic $1 from the offsets $3 to $4, and the subjects $6 of source $5 from the numbers $7 to $8 with
 * the ids $9, if all of them stand right before, and answers which subjects of the topic are parked. Else it changes nothing and
 * answers null. Partitions and subjects are sorted.
 */
export const GO_ON = 'select messaging.go_on($1, $2, $3, $4, $5, $6, $7, $8, $9) as behind';

const GO_ON_FUNCTION = `
create or replace function messaging.go_on(p_topic text, p_partitions int[], p_from bigint[], p_next bigint[],
  p_source smallint, p_subjects uuid[], p_first bigint[], p_last bigint[], p_ids uuid[])
returns text[] language plpgsql ${PAGES_IN_MEMORY} as $body$
declare
  moved int;
begin
  update messaging.positions p set next_offset = w.next from unnest(p_partitions, p_from, p_next) as w(partition, first, next)
  where p.topic = p_topic and p.partition = w.partition and p.next_offset = w.first;
  get diagnostics moved = row_count;
  if moved < cardinality(p_partitions) then raise 'rough' using errcode = 'RP001'; end if;
  merge into messaging.sequences s using unnest(p_subjects, p_first, p_last, p_ids) as r(subject, first, last, id)
  on s.source = p_source and s.subject = r.subject
  when matched and s.last = r.first - 1 then update set last = r.last, last_id = r.id
  when not matched and r.first = 1 then insert (source, subject, last, last_id) values (p_source, r.subject, r.last, r.id);
  get diagnostics moved = row_count;
  if moved < cardinality(p_subjects) then raise 'rough' using errcode = 'RP001'; end if;
  return array(select distinct subject from messaging.parked where dropped_at is null and topic = p_topic);
exception when sqlstate 'RP001' then return null;
end $body$;`;

export const FUNCTIONS = [READ_FUNCTION, WRITE_FUNCTION, HELD_FUNCTION, HEAD_FUNCTION, GO_ON_FUNCTION, REBUILD].join(
  '\n',
);
