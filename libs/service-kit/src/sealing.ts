import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Sealing {
  /** Whether there is a key. */
  readonly ready: boolean;
  /** The token of a payload, or undefined where there is no key to seal it with. */
  seal(payload: Buffer): string | undefined;
  /** The payload of so many bytes that a token has, or undefined where it is none of ours, or was sealed for something else. */
  open(token: string, payloadBytes: number): Buffer | undefined;
}

const SEAL_BYTES = 16;

/**
 * Tokens of a payload and 128 bits of HMAC-SHA-256 over what they are for and it. The first key seals; all are known, so that one can be
 * exchanged while links are on their way.
 */
export function sealing(purpose: string, keys: readonly string[] = []): Sealing {
  const sealOf = (key: string, payload: Buffer): Buffer =>
    createHmac('sha256', key).update(`${purpose}\0`).update(payload).digest().subarray(0, SEAL_BYTES);
  return {
    ready: keys.length > 0,
    seal(payload) {
      const [key] = keys;
      return key === undefined ? undefined : Buffer.concat([payload, sealOf(key, payload)]).toString('base64url');
    },
    open(token, payloadBytes) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== payloadBytes + SEAL_BYTES || bytes.toString('base64url') !== token) return undefined;
      const [payload, given] = [bytes.subarray(0, payloadBytes), bytes.subarray(payloadBytes)];
      return keys.some(key => timingSafeEqual(sealOf(key, payload), given)) ? payload : undefined;
    },
  };
}

/** A UUID out of its sixteen bytes. */
export const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The sixteen bytes of a UUID. */
export const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
