/**
 * Builds of read models beside the live ones. What is built lies in a schema of its own, with the build's own positions and
 * numbers: its tables are copies of the live ones in everything but rows. The functions run with the owner's rights.
 */
const REBUILD_SCHEMA = `
create table if not exists messaging.builds (
  id bigint generated always as identity primary key,
  projection text not null,
  version integer not null,
  origin text not null,
  only_verify boolean not null,
  accepted boolean not null,
  stage text not null default 'starting',
  note text,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  done bigint not null default 0,
  total bigint not null default 0,
  rate double precision not null default 0,
  verified jsonb,
  swapped_at timestamptz,
  ended_at timestamptz
);
create unique index if not exists builds_open on messaging.builds (projection) where ended_at is null;

-- By which version of its fold the rows of a projection were made.
create table if not exists messaging.folded (
  projection text primary key,
  version integer not null,
  since timestamptz not null default now()
);
`;

const COPY_TABLE = `
create or replace function messaging.copy_table(p_from regclass, p_schema text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $body$
declare
  was pg_class;
  target text;
  part record;
begin
  select * into was from pg_class where oid = p_from;
  target := format('%I.%I', p_schema, was.relname);
  if was.relkind not in ('r', 'p') or was.relrowsecurity or was.relispartition
     or exists (select from pg_constraint where contype = 'f' and p_from in (conrelid, confrelid)) then
    raise exception '% can not be built anew: it is no plain table, or has foreign keys or row security', p_from;
  end if;
  execute format('create table %s (like %s including all excluding indexes)', target, p_from)
    || case when was.relkind = 'p' then ' partition by ' || pg_get_partkeydef(p_from) else '' end
    || case when was.reloptions is null then '' else format(' with (%s)', array_to_string(was.reloptions, ', ')) end;
  for part in select conname, pg_get_constraintdef(oid) as def from pg_constraint
    where conrelid = p_from and contype in ('p', 'u', 'x') order by conname
  loop
    execute format('alter table %s add constraint %I %s', target, part.conname, part.def);
  end loop;
  -- Indexes and triggers get the same names: those of another schema are not in their way.
  for part in select replace(pg_get_indexdef(x.indexrelid), ' ON ONLY ', ' ON ') as def from pg_index x
    where x.indrelid = p_from and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.conrelid = p_from)
    union all select pg_get_triggerdef(t.oid) from pg_trigger t where t.tgrelid = p_from and not t.tgisinternal
  loop
    execute replace(part.def, format(' ON %s ', p_from), format(' ON %s ', target));
  end loop;
  for part in select a.privilege_type, coalesce(quote_ident(r.rolname), 'public') as role
    from aclexplode(was.relacl) a left join pg_roles r on r.oid = a.grantee
  loop
    execute format('grant %s on %s to %s', part.privilege_type, target, part.role);
  end loop;
  execute format('comment on table %s is %L', target, obj_description(p_from, 'pg_class'));
  for part in select c.relname, pg_get_expr(c.relpartbound, c.oid) as bound from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = p_from
  loop
    execute format('create table %I.%I partition of %s %s', p_schema, part.relname, target, part.bound);
  end loop;
end $body$;`;

const BEGIN_BUILD = `
create or replace function messaging.begin_build(p_schema text, p_tables text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
declare
  stranger text;
  writer name;
begin
  -- Views are bound anew in the swap; whatever else holds on to a table by its number would stay with the old one.
  select string_agg(distinct pg_describe_object(d.classid, d.objid, d.objsubid), ', ') into stranger
  from unnest(p_tables::regclass[]) t(oid) join pg_class c on c.oid = t.oid
  join pg_depend d on (d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid) or (d.refclassid = 'pg_type'::regclass and d.refobjid = c.reltype)
  left join pg_rewrite r on d.classid = 'pg_rewrite'::regclass and r.oid = d.objid
  left join pg_class v on v.oid = r.ev_class
  where d.deptype = 'n' and d.classid in ('pg_rewrite'::regclass, 'pg_proc'::regclass, 'pg_class'::regclass)
    and v.relkind is distinct from 'v';
  if stranger is not null then
    raise exception '% would stay with the old table', stranger;
  end if;
  perform messaging.end_build(p_schema);
  execute format('create schema %I', p_schema);
  execute format('grant usage on schema %I to public', p_schema);
  perform messaging.copy_table(t, p_schema) from unnest(p_tables::regclass[]) t;
  execute format('create table %I.build_positions (like messaging.positions including all, first_offset bigint not null)', p_schema);
  execute format('create table %I.build_sequences (like messaging.sequences including all) with (fillfactor = 70)', p_schema);
  execute format('create table %I.build_aside (parked_id bigint primary key, event jsonb not null)', p_schema);
  execute format('create table %I.build_differing (place text, whose text, kind text, key text)', p_schema);
  -- Only whoever writes the live positions may write those of a build.
  for writer in select r.rolname from pg_class c, aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
    where c.oid = 'messaging.positions'::regclass and a.privilege_type = 'UPDATE'
  loop
    execute format('grant select, insert, update, delete on all tables in schema %I to %I', p_schema, writer);
  end loop;
end $body$;`;

const ANALYZE_BUILD = `
create or replace function messaging.analyze_build(p_schema text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
declare
  t regclass;
begin
  for t in select oid from pg_class where relnamespace = p_schema::regnamespace and relkind in ('r', 'p') and not relispartition loop
    execute format('analyze %s', t);
  end loop;
end $body$;`;

const SWAP_BUILD = `
create or replace function messaging.swap_build(p_schema text, p_tables text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
declare
  was constant text := p_schema || '_was';
  tables constant regclass[] := p_tables::regclass[];
  views regclass[];
  definitions text[];
  one regclass;
  definition text;
  moved record;
begin
  with recursive above as (
    select r.ev_class as oid, 1 as depth from pg_depend d join pg_rewrite r on r.oid = d.objid
    where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and (d.refobjid = any(tables)
      or d.refobjid in (select i.inhrelid from pg_inherits i where i.inhparent = any(tables)))
    union
    select r.ev_class, a.depth + 1 from above a join pg_depend d on d.refobjid = a.oid
    join pg_rewrite r on r.oid = d.objid and r.ev_class <> a.oid
    where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
  ), bound as (select oid, max(depth) as depth from above group by oid having min(depth) = 1)
  select coalesce(array_agg(oid order by depth desc, oid), '{}') into views from bound;
  -- In the order in which those lock who read by a view: whom we wait for never waits for us. (LOCK would lock all that a view reads.)
  foreach one in array views loop
    execute format('alter view %s owner to current_user', one);
  end loop;
  select array_agg(format('create or replace view %s %s as %s', c.oid::regclass,
    case when c.reloptions is not null then 'with (' || array_to_string(c.reloptions, ', ') || ')' end, pg_get_viewdef(c.oid)))
  into definitions from pg_class c where c.oid = any(views);
  execute format('lock table %s in access exclusive mode', array_to_string(tables, ', '));
  execute format('create schema %I', was);
  for moved in
    select o.oid::regclass as old, format('%I.%I', p_schema, c.relname) as new, n.nspname as home
    from (select t.oid from unnest(tables) t(oid) union all select i.inhrelid from pg_inherits i where i.inhparent = any(tables)) o
    join pg_class c on c.oid = o.oid join pg_namespace n on n.oid = c.relnamespace order by o.oid
  loop
    execute format('alter table %s set schema %I', moved.old, was);
    -- A partition that was made since the build began has none beside it: its rows lie in the default one.
    continue when to_regclass(moved.new) is null;
    execute format('alter table %s set schema %I', moved.new, moved.home);
  end loop;
  -- The views keep their numbers, and with them their rights, comments and those who read by them.
  foreach definition in array coalesce(definitions, '{}') loop
    execute definition;
  end loop;
end $body$;`;

const END_BUILD = `
create or replace function messaging.end_build(p_schema text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $body$
begin
  if p_schema not like 'build\\_%' then raise exception '% is no schema of a build', p_schema; end if;
  execute format('drop schema if exists %I cascade', p_schema || '_was');
  execute format('drop schema if exists %I cascade', p_schema);
end $body$;`;

const REBUILD_FUNCTIONS = [
  COPY_TABLE,
  END_BUILD,
  BEGIN_BUILD,
  ANALYZE_BUILD,
  SWAP_BUILD,
  `revoke execute on function messaging.copy_table, messaging.begin_build, messaging.end_build, messaging.analyze_build,
  messaging.swap_build from public;`,
].join('\n');

export const REBUILD = REBUILD_SCHEMA + REBUILD_FUNCTIONS;
