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
