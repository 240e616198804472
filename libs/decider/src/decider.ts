/** Anything that JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value that one stream alone may hold, such as an e-mail address. `kind` is the namespace it is unique in. */
export interface Claim {
  readonly kind: string;
  readonly value: string;
}

/**
 * What a command leads to. An event may say when it was due, and that it was history already (`imported`) by the time
 * anybody told of it, although no import asks now. `personal` is stored beside the stream and never published; null removes a value.
 * `claims` fail the command with `already-claimed` when another stream holds one of them.
 */
export interface Decision<Event> {
  readonly events: readonly (Event & { readonly at?: string; readonly imported?: boolean })[];
  readonly personal?: { readonly [field: string]: Json };
  readonly claims?: readonly Claim[];
}

/**
 * The rules of one kind of stream, pure and synchronous.
 * `stateVersion` grows with every change of `evolve`, so that stored states are folded again.
 */
export interface Decider<State, Command extends { readonly type: string }, Event extends { readonly type: string }> {
  readonly kind: string;
  readonly stateVersion: number;
  /** How large the state may grow as JSON, where 16 kB are too few: every command of the stream reads and writes it. */
  readonly maxStateBytes?: number;
  readonly initial: State;
  decide(command: Command, state: State): Decision<Event>;
  evolve(state: State, event: Event): State;
  /** When time alone will change this state next, as an ISO instant; the runtime then sends `PassTime`. */
  nextDue?(state: State): string | null;
  /** The claims that an event tells by itself, for when a log is taken back from Kafka: what was claimed then still is. */
  claimsIn?(event: Event): readonly Claim[];
}

/** Sent when time has passed: by the clock for what is due, and before a command that occurred later than what is due. */
export interface PassTime {
  readonly type: 'PassTime';
  readonly now: string;
}

/**
 * A rule refuses the command. `slug` names the rule (declared with its HTTP status in the contracts), `message` says
 * why, `errors` which fields of the command it is about, by JSON pointer.
 */
export class DomainError extends Error {
  readonly slug: string;
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];

  constructor(slug: string, detail: string, errors: DomainError['errors'] = []) {
    super(detail);
    this.name = 'DomainError';
    this.slug = slug;
    this.errors = errors;
  }
}
