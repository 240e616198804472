import { DomainError } from '@rapport/decider';
import type { Conflict } from './judge-messages.ts';

/** What a command was refused with under the same idempotency key before: it stays so, whatever would be possible now. */
export class KeptRefusal extends DomainError {
  constructor({ slug, detail, errors }: Refusal) {
    super(slug, detail, errors);
    this.name = 'KeptRefusal';
  }
}

/** A refusal as it is kept. */
export interface Refusal {
  readonly slug: string;
  readonly detail: string;
  readonly errors: DomainError['errors'];
}

/** Somebody else changed the stream meanwhile, ten times over, or it is not at the version expected. */
export class ConflictError extends Error {
  readonly kind: 'conflict' | 'precondition-failed';

  constructor(message: string, kind: 'conflict' | 'precondition-failed' = 'conflict') {
    super(message);
    this.name = 'ConflictError';
    this.kind = kind;
  }
}

/** Not now: try again after `retryAfterSeconds`. */
export class UnavailableError extends Error {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds = 1) {
    super(message);
    this.name = 'UnavailableError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** A batch does not continue where the database is: what lies between was not fetched, so nothing may be applied. */
export class PositionError extends Error {
  constructor(
    { topic, partition, offset }: { readonly topic: string; readonly partition: number; readonly offset: number },
    next: number,
  ) {
    super(`${topic}/${partition} is at ${next}, but the batch begins at ${offset}`);
    this.name = 'PositionError';
  }
}

/**
 * A known number of a subject came with another event: one of the two logs is not the one that was read before, such as
 * after a restore. Nothing can be applied until a person has decided.
 */
export class DivergedLogError extends Error {
  constructor({
    topic,
    partition,
    offset,
  }: {
    readonly topic: string;
    readonly partition: number;
    readonly offset: number;
  }) {
    super(`${topic}/${partition}@${offset} holds another event under a number that is known: the logs have diverged`);
    this.name = 'DivergedLogError';
  }
}

/** A service's log and its topic hold different events in the same place: neither can be repaired from the other. */
export class LogConflictError extends Error {
  readonly conflicts: readonly Conflict[];

  constructor(conflicts: readonly Conflict[]) {
    super(`the topic and the database hold different events in ${conflicts.length} places`);
    this.name = 'LogConflictError';
    this.conflicts = conflicts;
  }
}

/** Something was sent under a later turn before: this is older, and was not taken. */
export class PassedTurnError extends Error {
  constructor(topic: string) {
    super(`${topic} holds what was sent under a later turn`);
    this.name = 'PassedTurnError';
  }
}
