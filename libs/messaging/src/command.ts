import type { DomainError } from '@rapport/decider';

/** The same key, caller and body get the same answer again for seven days, be it an acceptance or a refusal. */
export interface IdempotencyKey {
  readonly caller: string;
  readonly value: string;
  readonly bodyHash: string;
  /** Slugs of refusals that are not the answer yet, since the caller has another way or may try again: not kept. */
  readonly open?: 'all' | readonly string[];
}

/** What comes with a command from outside: who, when, about whom. */
export interface CommandContext {
  /** The customer's id, or `<kind>:<id>`. Decides where a new stream belongs; an existing one stays where it is. */
  readonly subject: string;
  readonly actor: string;
  /** Business time as an ISO instant; now when absent. */
  readonly occurredAt?: string | undefined;
  readonly imported?: boolean | undefined;
  readonly hop?: number | undefined;
  readonly traceparent?: string | null | undefined;
  /** Fails with `precondition-failed` when the stream is at another version. */
  readonly expectedVersion?: number | undefined;
  readonly key?: IdempotencyKey | undefined;
  /** The policy's work that this command does: marked as done in the same statement. */
  readonly todo?: number | undefined;
}

/** The answer to an accepted command. */
export interface Accepted<State> {
  readonly id: string;
  readonly stream: string;
  readonly subject: string;
  readonly version: number;
  readonly sequence: number;
  readonly state: State;
  /** Nothing new happened: it was so already, or the idempotency key was seen before. */
  readonly repeated: boolean;
  /** For the `Rapport-After` header of a list that must show this. */
  readonly token: string;
}

export type Outcome<State> =
  | ({ readonly ok: true } & Accepted<State>)
  | { readonly ok: false; readonly id: string; readonly error: DomainError | Error };

export interface Command<C> {
  readonly id: string;
  readonly command: C;
  readonly context: CommandContext;
}
