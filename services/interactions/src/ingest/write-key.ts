import { Problem } from '@rapport/service-kit';
import { isRecord } from './message-body.ts';

/**
 * The write key of a request: the user of basic authentication (its password is nothing), a bearer token, or else what
 * the body says. Throws 401 where there is none.
 */
export function writeKeyOf(authorization: string | undefined, body?: unknown): string {
  const key = writeKeyIn(authorization);
  if (key !== undefined) return key;
  const said = isRecord(body) ? body['writeKey'] : undefined;
  if (typeof said === 'string' && said !== '') return said;
  throw unauthenticated('Send the write key of a source as user of basic authentication.');
}

/** The key in the header, where there is one. */
export function writeKeyIn(authorization: string | undefined): string | undefined {
  const [, scheme = '', credentials = ''] = /^(\w+) +(\S+)$/.exec(authorization ?? '') ?? [];
  const key =
    scheme.toLowerCase() === 'basic' ? userOf(credentials) : scheme.toLowerCase() === 'bearer' ? credentials : '';
  return key === '' ? undefined : key;
}

const userOf = (credentials: string): string =>
  Buffer.from(credentials, 'base64').toString('utf8').split(':', 1)[0] ?? '';

const unauthenticated = (why: string): Problem =>
  new Problem('unauthenticated', why, { headers: { 'www-authenticate': 'Basic realm="write key"' } });

export const notInForce = (): Problem => unauthenticated('This is no write key of a source that may send.');
