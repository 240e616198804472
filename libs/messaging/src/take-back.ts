import type { Claim } from '@rapport/decider';
import type { RecordedEvent, ServiceName } from '@rapport/contracts';
import { fromMessage, type Message } from './cloud-event.ts';
import { digest } from './commands.ts';
import type { AnyDecider } from './decide.ts';
import { LogConflictError } from './errors.ts';
import { judgeMessages } from './judge-messages.ts';
import { foldStream } from './log.ts';
import type { Tx } from './pool.ts';

export interface TakeBackOptions {
  readonly service: ServiceName;
  readonly claimsSecret: string;
  readonly deciders: ReadonlyMap<string, AnyDecider>;
}

export interface TakenBack {
  /** The positions of the events that were not there. */
  readonly positions: readonly number[];
  readonly highestEpoch: number;
}

/**
 * Puts messages of the service's own topic back into its log, its numbers and its streams, as far as they are not there: each
 * partition in order. What it leaves is what the database was at a later moment, without what commands store beside their
 * events. Throws LogConflictError where the log holds other events in their place.
 */
export async function takeBack(tx: Tx, options: TakeBackOptions, messages: readonly Message[]): Promise<TakenBack> {
  const { known, missing, conflicts } = await judgeMessages(tx, messages);
  if (conflicts.length > 0) throw new LogConflictError(conflicts);
  const once = [...new Map(missing.map(message => [message.headers.ce_id, message])).values()];
  const events = once.map(message => ({ message, event: ownEvent(options.service, message) }));
  const highestEpoch = messages.reduce((highest, { headers }) => Math.max(highest, Number(headers.ce_epoch ?? 0)), 0);
  const positions = events.map(({ event }) => event.position);
  await number(
    tx,
    events.map(({ event }) => event),
  );
  await append(tx, events);
  await foldIn(
    tx,
    options,
    events.map(({ event }) => event),
  );
  await tx.query('delete from messaging.outbox where position = any($1::bigint[])', [
    known.map(({ headers }) => headers.ce_position),
  ]);
  await tx.query('select messaging.skip_positions(max(p)) from unnest($1::bigint[]) p having max(p) > 0', [positions]);
  return { positions, highestEpoch };
}

function ownEvent(service: ServiceName, message: Message): RecordedEvent {
  const event = fromMessage(message);
  if (event.source === service && Number.isSafeInteger(event.position) && event.position > 0) return event;
  throw new TypeError(`the topic of ${service} holds an event that it has not written: ${event.id}`);
}

/** The numbers of a subject have no hole, so none may be left by what comes back. */
async function number(tx: Tx, events: readonly RecordedEvent[]): Promise<void> {
  const subjects = [...new Set(events.map(event => event.subject))].sort();
  const { rows } = await tx.query<{ subject: string; last: number }>(
    'select subject, last from messaging.seq where subject = any($1::text[]) order by subject for update',
    [subjects],
  );
  const last = new Map(rows.map(row => [row.subject, row.last]));
  for (const { subject, sequence } of events) {
    if (sequence !== (last.get(subject) ?? 0) + 1)
      throw new Error(`the topic goes on at ${sequence} for ${subject}, whose log ends at ${last.get(subject) ?? 0}`);
    last.set(subject, sequence);
  }
  await tx.query(
    `insert into messaging.seq (subject, last) select * from unnest($1::text[], $2::bigint[])
     on conflict (subject) do update set last = excluded.last`,
    [subjects, subjects.map(subject => last.get(subject))],
  );
}

async function append(
  tx: Tx,
  events: readonly { readonly message: Message; readonly event: RecordedEvent }[],
): Promise<void> {
  const rows = events.map(({ message, event }) => ({
    ...event,
    epoch: Number(message.headers.ce_epoch ?? 0),
    payload: message.value?.toString(),
  }));
  await tx.query(
    `insert into messaging.events (position, id, aggregatetype, aggregateid, type, payload, stream, version, sequence, epoch,
       occurred_at, recorded_at, actor, imported, hop, traceparent) overriding system value
     select position, id, source, subject, type, payload::json, stream, version, sequence, epoch,
       "occurredAt", "recordedAt", actor, imported, hop, traceparent
     from json_to_recordset($1) as e(position bigint, id uuid, source text, subject text, type text, payload text, stream text,
       version int, sequence bigint, epoch int, "occurredAt" timestamptz, "recordedAt" timestamptz, actor text, imported boolean,
       hop int, traceparent text)`,
    [JSON.stringify(rows)],
  );
}

interface StreamRow {
  readonly stream: string;
  readonly version: number;
  readonly state: unknown;
  readonly stateVersion: number;
}

/** Carries the streams on by `evolve`, and marks them as those whose personal values people have to look through. */
async function foldIn(tx: Tx, options: TakeBackOptions, events: readonly RecordedEvent[]): Promise<void> {
  const byStream = Map.groupBy(events, event => event.stream);
  const { rows } = await tx.query<StreamRow>(
    `select stream, version, state, state_version as "stateVersion" from messaging.streams
     where stream = any($1::text[]) order by stream for update`,
    [[...byStream.keys()].sort()],
  );
  const stored = new Map(rows.map(row => [row.stream, row]));
  const folded = [];
  const claims: { stream: string; subject: string; kind: string; digest: string }[] = [];
  for (const [stream, added] of byStream) {
    const decider = deciderOf(options.deciders, stream);
    const { subject, version, sequence } = continued(added, stored.get(stream)?.version ?? 0);
    const state = await stateAfter(tx, decider, added, stored.get(stream));
    folded.push({
      stream,
      subject,
      version,
      sequence,
      state,
      stateVersion: decider.stateVersion,
      nextDue: decider.nextDue?.(state) ?? null,
      from: added[0]?.version,
      recordedAt: added.at(-1)?.recordedAt,
    });
    for (const { kind, value } of added.flatMap((event): readonly Claim[] => decider.claimsIn?.(event) ?? []))
      claims.push({ stream, subject, kind, digest: digest(options, kind, value).toString('hex') });
  }
  await tx.query(WRITE_STREAMS, [JSON.stringify(folded)]);
  await tx.query(WRITE_CLAIMS, [JSON.stringify(claims)]);
}

const WRITE_STREAMS = `with folded as (
    select * from json_to_recordset($1) as s(stream text, subject text, version int, sequence bigint, state jsonb,
      "stateVersion" int, "nextDue" timestamptz, "from" int, "recordedAt" timestamptz)
  ), marked as (
    insert into messaging.taken_back as t (stream, subject, from_version, to_version, last_recorded_at, reconciliation)
    select stream, subject, "from", version, "recordedAt", r.id from folded, messaging.reconciliations r where r.finished_at is null
    on conflict (stream) do update set to_version = excluded.to_version, last_recorded_at = excluded.last_recorded_at,
      from_version = case when t.reconciliation = excluded.reconciliation then t.from_version else excluded.from_version end,
      reconciliation = excluded.reconciliation
  ) insert into messaging.streams (stream, subject, version, sequence, state, state_version, next_due)
  select stream, subject, version, sequence, state, "stateVersion", "nextDue" from folded order by stream
  on conflict (stream) do update set version = excluded.version, sequence = excluded.sequence, state = excluded.state,
    state_version = excluded.state_version, next_due = excluded.next_due`;

const WRITE_CLAIMS = `insert into messaging.claims (kind, digest, stream, subject)
  select kind, decode(digest, 'hex'), stream, subject
  from json_to_recordset($1) as c(kind text, digest text, stream text, subject text) order by kind, digest on conflict do nothing`;

function deciderOf(deciders: ReadonlyMap<string, AnyDecider>, stream: string): AnyDecider {
  for (const [kind, decider] of deciders) if (stream.startsWith(`${kind}-`)) return decider;
  throw new Error(`no decider of this service knows the stream ${stream}`);
}

function continued(added: readonly RecordedEvent[], version: number): RecordedEvent {
  for (const [i, event] of added.entries())
    if (event.version !== version + i + 1)
      throw new Error(`${event.stream} goes on at version ${event.version}, but the database has ${version + i}`);
  const last = added.at(-1);
  if (!last) throw new Error('a stream without events');
  return last;
}

async function stateAfter(
  tx: Tx,
  decider: AnyDecider,
  added: readonly RecordedEvent[],
  stored: StreamRow | undefined,
): Promise<unknown> {
  const [first] = added;
  // Stored by another version of `evolve`: from the beginning then, which is in the log by now up to the last.
  if (first && stored && stored.stateVersion !== decider.stateVersion)
    return foldStream(tx, decider, first.subject, first.stream);
  return added.reduce<unknown>(
    (state, event) => decider.evolve(state, Object.assign({}, event, { at: event.occurredAt })),
    stored ? stored.state : decider.initial,
  );
}
