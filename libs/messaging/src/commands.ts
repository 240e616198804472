import { createHmac } from 'node:crypto';
import { DomainError } from '@rapport/decider';
import type { Accepted, Command, Outcome } from './command.ts';
import { decideInto, Draft, keepRefusal, type AnyDecider, type StreamState } from './decide.ts';
import { ConflictError, KeptRefusal, type Refusal } from './errors.ts';
import type { Reached } from './fail-point.ts';
import { foldStream } from './log.ts';
import { isTransient, type Tx } from './pool.ts';
import { NUMBER, READ, WRITE } from './write.sql.ts';

const ATTEMPTS = 10;
const LATE_MS = 5 * 60_000;
const PATIENCE_MS = 60_000;

export interface CommandStore {
  readonly pool: Tx;
  readonly service: string;
  /** Keys the digests of claimed values, so that a table of claims tells nobody an address. */
  readonly claimsSecret: string;
  /** Called when events were written, with their number. */
  readonly written: (events: number) => void;
  readonly reached?: Reached | undefined;
}

interface ReadRow {
  readonly ord: number;
  readonly stream: string | null;
  readonly subject: string | null;
  readonly version: number | null;
  readonly sequence: number | null;
  readonly state: unknown;
  readonly stateVersion: number | null;
  readonly numbered: boolean;
  readonly keyHash: string | null;
  readonly keyStream: string | null;
  readonly keySequence: number | null;
  readonly keyRefusal: Refusal | null;
}

type AnyCommand = Command<{ readonly type: string }>;

/**
 * Carries out up to 500 commands of one kind with one read and one write. A refused command does not hinder the
 * others, and is kept under its key; a conflict starts all of them again.
 */
export async function handleMany(
  store: CommandStore,
  decider: AnyDecider,
  commands: readonly AnyCommand[],
): Promise<Outcome<unknown>[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await new Promise(resolve => setTimeout(resolve, Math.random() * 10 * attempt));
    const { draft, outcomes } = await decideAll(store, decider, commands);
    try {
      const bases = await write(store, draft);
      return outcomes.map(finish => finish(bases));
    } catch (error) {
      if (isConflict(error)) continue;
      const refusal = refusalIn(error);
      if (commands.length > 1 && refusal) return singly(store, decider, commands);
      const [command] = commands;
      if (!command || !refusal) throw error;
      const refused = await refuse(store, command, refusal);
      if (refused) return [refused];
    }
  }
  if (commands.length > 1) return singly(store, decider, commands);
  return commands.map(({ id }) => ({
    ok: false,
    id,
    error: new ConflictError('the record changes too often just now'),
  }));
}

/** Refuses a command that was not refused by its rule; undefined where its key has been answered meanwhile. */
async function refuse(
  store: CommandStore,
  { id, context }: AnyCommand,
  error: DomainError,
): Promise<Outcome<unknown> | undefined> {
  const draft = new Draft();
  keepRefusal(draft, context, error);
  try {
    await write(store, draft);
    return { ok: false, id, error };
  } catch (conflict) {
    if (isConflict(conflict)) return undefined;
    throw conflict;
  }
}

/**
 * The same for commands that belong together: a refusal, a claim held elsewhere or a conflict leaves nothing of any,
 * nor is the refusal kept.
 */
export async function handleAll(
  store: CommandStore,
  decider: AnyDecider,
  commands: readonly AnyCommand[],
): Promise<Accepted<unknown>[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { draft, outcomes } = await decideAll(store, decider, commands);
    if (draft.refusals[0]) throw draft.refusals[0];
    try {
      const bases = await write(store, draft);
      return outcomes.map(finish => finish(bases)).filter(outcome => outcome.ok);
    } catch (error) {
      if (!isConflict(error)) throw refusalIn(error) ?? error;
    }
  }
  throw new ConflictError('the records change too often just now');
}

async function singly(
  store: CommandStore,
  decider: AnyDecider,
  commands: readonly AnyCommand[],
): Promise<Outcome<unknown>[]> {
  const outcomes: Outcome<unknown>[] = [];
  for (const command of commands) outcomes.push(...(await handleMany(store, decider, [command])));
  return outcomes;
}

type Finish = (bases: ReadonlyMap<string, number>) => Outcome<unknown>;

async function decideAll(
  store: CommandStore,
  decider: AnyDecider,
  commands: readonly AnyCommand[],
): Promise<{ draft: Draft; outcomes: Finish[] }> {
  const rows = await read(store, decider, commands);
  const draft = new Draft();
  const streams = new Map<string, StreamState>();
  const now = new Date().toISOString();
  const outcomes: Finish[] = [];
  for (const [i, command] of commands.entries()) {
    const row = rows[i];
    if (!row) throw new Error('a command was not read');
    outcomes.push(await decideOne(store, decider, draft, streams, command, row, now));
  }
  return { draft, outcomes };
}

async function decideOne(
  store: CommandStore,
  decider: AnyDecider,
  draft: Draft,
  streams: Map<string, StreamState>,
  command: AnyCommand,
  row: ReadRow,
  now: string,
): Promise<Finish> {
  const { id, context } = command;
  try {
    if (row.keyHash !== null) return await replay(store, decider, command, row);
    const name = `${decider.kind}-${id}`;
    const at = streams.get(name) ?? (await streamState(store, decider, name, context.subject, row));
    streams.set(name, at);
    const changed = decideInto(draft, decider, at, command, now);
    const { version, state, subject } = at;
    const nth = draft.touched.get(name)?.nth;
    const sequence = (bases: ReadonlyMap<string, number>): number =>
      nth === undefined ? at.sequence : (bases.get(subject) ?? 0) + nth;
    return bases => accepted(store, { id, stream: name, subject, version, state, sequence: sequence(bases) }, !changed);
  } catch (error) {
    if (isTransient(error) || !(error instanceof Error)) throw error;
    draft.refusals.push(error);
    if (row.keyHash === null) keepRefusal(draft, context, error);
    return () => ({ ok: false, id, error });
  }
}

/** The same key again: the same answer, unless the body differs. */
async function replay(store: CommandStore, decider: AnyDecider, command: AnyCommand, row: ReadRow): Promise<Finish> {
  if (row.keyHash !== command.context.key?.bodyHash) {
    throw new DomainError('key-reused', 'This Idempotency-Key was used before with another body.');
  }
  if (row.keyRefusal !== null) throw new KeptRefusal(row.keyRefusal);
  const stream = row.keyStream ?? '';
  const id = stream.slice(decider.kind.length + 1);
  const [before] = await read(store, decider, [{ ...command, id, context: { ...command.context, key: undefined } }]);
  const { subject, version, state } = await streamState(store, decider, stream, command.context.subject, before ?? row);
  return () => accepted(store, { id, stream, subject, version, state, sequence: row.keySequence ?? 0 }, true);
}

function accepted(
  store: CommandStore,
  result: Omit<Accepted<unknown>, 'repeated' | 'token'>,
  repeated: boolean,
): Outcome<unknown> {
  return { ok: true, ...result, repeated, token: `${store.service}=${result.subject}:${result.sequence}` };
}

async function read(store: CommandStore, decider: AnyDecider, commands: readonly AnyCommand[]): Promise<ReadRow[]> {
  const wanted = commands.map(({ id, context: { subject, key } }, ord) => ({
    ord,
    stream: `${decider.kind}-${id}`,
    subject,
    ...(key && { caller: key.caller, key: key.value }),
  }));
  const { rows } = await store.pool.query<ReadRow>({
    name: 'messaging-read',
    text: READ,
    values: [JSON.stringify(wanted)],
  });
  const unnumbered = rows.filter(row => !row.numbered).map(row => row.subject ?? wanted[row.ord]?.subject ?? '');
  if (unnumbered.length > 0) await store.pool.query(NUMBER, [[...new Set(unnumbered)].sort()]);
  return rows.sort((a, b) => a.ord - b.ord);
}

/** The stored state, or a fresh fold of the events where it was stored by another version of `evolve`. */
async function streamState(
  store: CommandStore,
  decider: AnyDecider,
  stream: string,
  subject: string,
  row: ReadRow,
): Promise<StreamState> {
  if (row.version === null) return { stream, subject, stored: 0, version: 0, sequence: 0, state: decider.initial };
  const of = row.subject ?? subject;
  const state =
    row.stateVersion === decider.stateVersion ? row.state : await foldStream(store.pool, decider, of, stream);
  return { stream, subject: of, stored: row.version, version: row.version, sequence: row.sequence ?? 0, state };
}

async function write(store: CommandStore, draft: Draft): Promise<ReadonlyMap<string, number>> {
  if (draft.events.length === 0 && draft.keys.length === 0) return new Map();
  const now = new Date();
  const streams = [...draft.touched.values()].map(
    ({ stream, subject, stored, version, nth, state, decider, occurredAt }) => ({
      stream,
      subject,
      expected: stored,
      added: version - stored,
      nth,
      state,
      stateVersion: decider.stateVersion,
      nextDue: lookAgain(decider.nextDue?.(state) ?? null, occurredAt, now),
    }),
  );
  const parameters = [
    [...draft.counts].map(([subject, n]) => ({ subject, n })),
    streams,
    draft.events.map((event, ord) => ({ ord, ...event })),
    [...draft.personal.values()],
    draft.claims.map(({ kind, value, stream, subject }) => ({
      kind,
      digest: digest(store, kind, value).toString('hex'),
      stream,
      subject,
    })),
    draft.keys,
  ].map(rows => JSON.stringify(rows));
  await store.reached?.('writing');
  const { rows } = await store.pool.query<{ subject: string; base: number }>({
    name: 'messaging-write',
    text: WRITE,
    values: [...parameters, draft.todos, store.service],
  });
  if (rows.length !== draft.counts.size) throw new Error('a subject has no row to be numbered by');
  await store.reached?.('written');
  if (draft.events.length > 0) store.written(draft.events.length);
  return new Map(rows.map(({ subject, base }) => [subject, base]));
}

/**
 * When the timer is to look at a stream. Whoever tells of the past may be about to tell what came next, so it waits a
 * little: else what is due by now would overtake what was done in time. Commands pass time to their own moment anyway.
 */
function lookAgain(due: string | null, occurredAt: string, now: Date): string | null {
  if (due === null || Date.parse(occurredAt) > now.getTime() - LATE_MS) return due;
  const patient = new Date(now.getTime() + PATIENCE_MS).toISOString();
  return due > patient ? due : patient;
}

export const digest = (store: Pick<CommandStore, 'claimsSecret'>, kind: string, value: string): Buffer =>
  createHmac('sha256', store.claimsSecret).update(`${kind}\0${value}`).digest();

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
const constraintOf = (error: unknown): unknown =>
  error instanceof Error && 'constraint' in error ? error.constraint : undefined;

const isClaimed = (error: unknown): boolean => codeOf(error) === '23505' && constraintOf(error) === 'claims_pkey';
const isConflict = (error: unknown): boolean =>
  ['RP409', '40P01', '40001'].includes(String(codeOf(error))) || (codeOf(error) === '23505' && !isClaimed(error));

/** What the database refused, as a rule's refusal; undefined where it is none. */
function refusalIn(cause: unknown): DomainError | undefined {
  if (isClaimed(cause)) return causedBy(cause, new DomainError('already-claimed', 'Another record holds this value.'));
  if (codeOf(cause) !== 'RP410') return undefined;
  return causedBy(
    cause,
    new DomainError('customer-erased', 'What is personal of this customer was erased: only facts are taken.'),
  );
}

function causedBy(cause: unknown, error: DomainError): DomainError {
  error.cause = cause;
  return error;
}
