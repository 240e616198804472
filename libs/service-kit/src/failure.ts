import { HttpException } from '@nestjs/common';
import type { ProblemSlug } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { ConflictError, UnavailableError } from '@rapport/messaging';
import { Problem, problemDocument, type InputError, type ProblemDocument } from './problem.ts';

/** How an error is answered. `unexpected` ones are our fault and are logged with their stack. */
export interface Failure {
  readonly document: ProblemDocument;
  readonly headers: Readonly<Record<string, string>>;
  readonly unexpected: boolean;
}

const DATABASE_AWAY = /^(?:08|57P|53|25P03|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)/;
const LOCKED = new Set(['40001', '40P01', '55P03', '57014']);
// Text that isn't a UUID or a date, a number or an offset out of range, a character that can't be stored.
const UNREADABLE_VALUE = new Set(['22P02', '22003', '22007', '22008', '22009', '22021', '22P05']);

/** Every error of a request → its answer. */
export function failureOf(thrown: unknown): Failure {
  const error = thrown instanceof HttpException && thrown.cause instanceof Error ? thrown.cause : thrown;
  if (error instanceof Problem)
    return {
      document: problemDocument(error.slug, error.message, error.errors),
      headers: error.headers,
      unexpected: false,
    };
  if (error instanceof DomainError) return expected(error.slug, error.message, error.errors);
  if (error instanceof ConflictError) return expected(error.kind, error.message);
  if (error instanceof UnavailableError) return unavailable(error.message, error.retryAfterSeconds);
  if (error instanceof HttpException)
    return expected(slugOf(error.getStatus()), error.getStatus() < 500 ? error.message : '');
  return failureOfCode(error);
}

function failureOfCode(error: unknown): Failure {
  const { code, statusCode } = traits(error);
  if (code.startsWith('FST_') && statusCode >= 400 && statusCode < 500)
    return expected(slugOf(statusCode), IN_WORDS[code] ?? 'The request cannot be read.');
  if (DATABASE_AWAY.test(code) || LOCKED.has(code) || isLostConnection(error))
    return unavailable('Something that this needs is away; try again soon.', 1);
  if (UNREADABLE_VALUE.has(code)) {
    return { ...expected('form', 'A value is outside of what can be stored.'), unexpected: true };
  }
  return { ...expected('internal', ''), unexpected: true };
}

const IN_WORDS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'A body may have 1 MiB.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the body as application/json.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is shorter or longer than its Content-Length.',
  FST_ERR_BAD_URL: 'The address is not well formed.',
  FST_ERR_MAX_PARAM_LENGTH: 'A part of the address is too long.',
};

const expected = (slug: string, detail: string, errors: readonly InputError[] = []): Failure => ({
  document: problemDocument(slug, detail, errors),
  headers: {},
  unexpected: false,
});

const unavailable = (detail: string, seconds: number): Failure => ({
  document: problemDocument('unavailable', detail),
  headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) },
  unexpected: false,
});

const slugs: ReadonlyMap<number, ProblemSlug> = new Map([
  [400, 'form'],
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'method-not-allowed'],
  [409, 'conflict'],
  [412, 'precondition-failed'],
  [413, 'too-large'],
  [415, 'unsupported-media-type'],
  [429, 'throttled'],
  [502, 'bad-gateway'],
  [503, 'unavailable'],
]);

const slugOf = (status: number): ProblemSlug => slugs.get(status) ?? (status < 500 ? 'form' : 'internal');

function traits(error: unknown): { readonly code: string; readonly statusCode: number } {
  if (typeof error !== 'object' || error === null) return { code: '', statusCode: 0 };
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : '',
    statusCode: 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0,
  };
}

// The last: this process is ending, and the request has outlived the time that is given to those under way.
const isLostConnection = (error: unknown): boolean =>
  error instanceof Error &&
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|calling end on the pool/i.test(
    error.message,
  );
