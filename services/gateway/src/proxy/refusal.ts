import { Problem } from '@rapport/service-kit';

const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_DESTROYED',
  'UND_ERR_CLOSED',
]);
const TOO_LATE = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'TimeoutError']);
const soon = { headers: { 'retry-after': '1' } };

/** What a failed exchange with a service means to the client: whether its request was done is known or not. */
export function refusal(error: unknown, service: string): Problem {
  if (error instanceof Problem) return error;
  const code = codeOf(error);
  if (code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH') {
    return new Problem('form', 'The body is shorter or longer than its Content-Length.', {
      headers: { connection: 'close' },
    });
  }
  if (NOT_REACHED.has(code)) {
    return new Problem('unavailable', `The service ${service} is away; nothing was done. Try again soon.`, soon);
  }
  if (TOO_LATE.has(code)) {
    return new Problem('unavailable', `The service ${service} has not answered in time. ${UNKNOWN}`, soon);
  }
  return new Problem('bad-gateway', `The service ${service} broke off without an answer. ${UNKNOWN}`, soon);
}

const UNKNOWN =
  'Whether the request was carried out is not known: send it again with the same Idempotency-Key or sourceId.';

/** The code of an error of Node or undici, or else its name. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'name' in error && typeof error.name === 'string' ? error.name : '';
}
