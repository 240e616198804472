import { createHmac, timingSafeEqual } from 'node:crypto';

/** The three headers of Standard Webhooks. */
export interface SignedHeaders {
  readonly 'webhook-id': string;
  /** Seconds since 1970. */
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

const TOLERANCE_S = 5 * 60;

/** Signs a body as Standard Webhooks 1.0 says. `secret` is `whsec_` and base64; `id` stays the same when it is sent again. */
export function signedHeaders(secret: string, id: string, body: string, now: number): SignedHeaders {
  const timestamp = String(Math.floor(now / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  return { ...headers, 'webhook-signature': `v1,${signature(secret, id, timestamp, body).toString('base64')}` };
}

/** Whether one of the signatures in the header is by this secret, and the time that it was made no more than five minutes away. */
export function isSigned(secret: string, headers: Partial<SignedHeaders>, body: string, now: number): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (id === undefined || timestamp === undefined || signatures === undefined) return false;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Number(timestamp) - now / 1000) > TOLERANCE_S) return false;
  const expected = signature(secret, id, timestamp, body);
  return signatures.split(' ').some(each => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return each.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

const signature = (secret: string, id: string, timestamp: string, body: string): Buffer =>
  createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest();
