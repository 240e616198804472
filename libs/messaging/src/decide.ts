import { contractOf } from '@rapport/contracts';
import { DomainError, type Claim, type Decider, type Json, type PassTime } from '@rapport/decider';
import type { Command, CommandContext } from './command.ts';
import { ConflictError, type Refusal } from './errors.ts';
import { newId } from './new-id.ts';

const MAX_STATE_BYTES = 16_384;
const MAX_EVENT_BYTES = 65_536;
const MAX_HOPS = 8;

/** Any decider: the concrete one is known where a command is sent, and only there. Methods are bivariant, so this accepts all. */
export type AnyDecider = Decider<unknown, { readonly type: string }, { readonly type: string; readonly data: unknown }>;

/** A stream as it is before a command, or as the commands before it in the same batch leave it. */
export interface StreamState {
  readonly stream: string;
  readonly subject: string;
  readonly stored: number;
  version: number;
  sequence: number;
  state: unknown;
}

export interface EventRow {
  readonly id: string;
  readonly subject: string;
  readonly type: string;
  readonly data: unknown;
  readonly stream: string;
  readonly version: number;
  readonly nth: number;
  readonly occurredAt: string;
  readonly actor: string;
  readonly imported: boolean;
  readonly hop: number;
  readonly traceparent: string | null;
}

/** What a key is to remember: the event that its command led to, or the refusal. */
type KeyRow = { readonly caller: string; readonly key: string; readonly bodyHash: string } & (
  { readonly stream: string; readonly subject: string; readonly nth: number } | { readonly refusal: Refusal }
);

/** All that one batch will write, gathered while its commands are decided one after the other. */
export class Draft {
  readonly counts = new Map<string, number>();
  readonly touched = new Map<string, StreamState & { nth: number; decider: AnyDecider; occurredAt: string }>();
  readonly events: EventRow[] = [];
  readonly personal = new Map<string, { stream: string; subject: string; values: Record<string, Json> }>();
  readonly claims: { kind: string; value: string; stream: string; subject: string }[] = [];
  readonly keys: KeyRow[] = [];
  readonly todos: number[] = [];
  readonly refusals: Error[] = [];
}

/**
 * Decides one command on a stream and adds what follows to the draft. Refusals leave the draft as it was.
 * Time passes first: what was due before the command occurred has happened before it.
 */
export function decideInto(
  draft: Draft,
  decider: AnyDecider,
  at: StreamState,
  { command, context }: Command<{ readonly type: string }>,
  now: string,
): boolean {
  if ((context.hop ?? 0) > MAX_HOPS)
    throw new DomainError('too-many-hops', `The command comes after ${MAX_HOPS} policies.`);
  if (context.expectedVersion !== undefined && context.expectedVersion !== at.version) {
    throw new ConflictError(`it is at version ${at.version}`, 'precondition-failed');
  }
  const occurredAt = context.occurredAt ?? now;
  let { state } = at;
  const events: EventShape[] = [];
  const personal: Record<string, Json> = {};
  const claims: Claim[] = [];
  const run = (step: { readonly type: string }): void => {
    const decision = decider.decide(step, state);
    for (const event of decision.events) {
      checkEvent(event);
      state = decider.evolve(state, event);
      events.push(event);
    }
    Object.assign(personal, decision.personal);
    claims.push(...(decision.claims ?? []));
  };
  const due = decider.nextDue?.(state);
  if (due && due <= occurredAt && command.type !== 'PassTime') run(passTime(occurredAt));
  run(command);
  if (events.length === 0) return false;
  checkState(state, decider.maxStateBytes);
  commit(draft, decider, at, context, { state, events, personal, claims, occurredAt });
  return true;
}

/** Adds to the draft that the command's key is to answer this refusal from now on, if it is the answer. */
export function keepRefusal(draft: Draft, { key }: CommandContext, error: Error): void {
  if (!key || !(error instanceof DomainError) || key.open === 'all' || key.open?.includes(error.slug)) return;
  const refusal = { slug: error.slug, detail: error.message, errors: error.errors };
  draft.keys.push({ caller: key.caller, key: key.value, bodyHash: key.bodyHash, refusal });
}

interface EventShape {
  readonly type: string;
  readonly data: unknown;
  readonly at?: string;
  readonly imported?: boolean;
}

function commit(
  draft: Draft,
  decider: AnyDecider,
  at: StreamState,
  context: CommandContext,
  made: {
    state: unknown;
    events: EventShape[];
    personal: Record<string, Json>;
    claims: Claim[];
    occurredAt: string;
  },
): void {
  const { stream, subject } = at;
  let nth = draft.counts.get(subject) ?? 0;
  for (const { type, data, at: happenedAt, imported = context.imported ?? false } of made.events) {
    draft.events.push({
      id: newId(),
      subject,
      type,
      data,
      stream,
      version: ++at.version,
      nth: ++nth,
      occurredAt: happenedAt ?? made.occurredAt,
      actor: context.actor,
      imported,
      hop: context.hop ?? 0,
      traceparent: context.traceparent ?? null,
    });
  }
  at.state = made.state;
  draft.counts.set(subject, nth);
  draft.touched.set(stream, Object.assign(at, { nth, decider, occurredAt: made.occurredAt }));
  if (Object.keys(made.personal).length > 0) {
    const values = { ...draft.personal.get(stream)?.values, ...made.personal };
    draft.personal.set(stream, { stream, subject, values });
  }
  for (const claim of made.claims) draft.claims.push({ ...claim, stream, subject });
  const { key, todo } = context;
  if (key) draft.keys.push({ caller: key.caller, key: key.value, bodyHash: key.bodyHash, stream, subject, nth });
  if (todo !== undefined) draft.todos.push(todo);
}

function checkEvent({ type, data }: EventShape): void {
  const contract = contractOf(type);
  if (!contract) throw new TypeError(`'${type}' is not declared in the contracts`);
  if (!contract.check(data))
    throw new TypeError(`a ${type} was decided whose data does not satisfy its schema: ${JSON.stringify(data)}`);
  if (JSON.stringify(data).length > MAX_EVENT_BYTES)
    throw new DomainError('too-large', `A ${type} of more than 64 kB.`);
}

function checkState(state: unknown, most = MAX_STATE_BYTES): void {
  if (JSON.stringify(state).length > most) {
    throw new DomainError('state-too-large', `The record has grown to more than ${most >> 10} kB.`);
  }
}

const passTime = (now: string): PassTime => ({ type: 'PassTime', now });
