import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from './problem.ts';

/** What a link says: what it is for, whose that is, and until when it works. Both are UUIDs. */
export interface SealedLink {
  readonly linkId: string;
  readonly customerId: string;
  /** ISO instant; seconds are kept. */
  readonly expiresAt: string;
}

export interface SealedLinks {
  /** Whether there is a key. */
  readonly ready: boolean;
  /** The token that says so, for a text message short enough. Throws `unavailable` where there is no key to seal it with. */
  seal(link: SealedLink): string;
  /** What a token says, or undefined where it is none of ours, or was sealed for something else. */
  read(token: string): SealedLink | undefined;
}

const FORM = 1;
const ID_BYTES = 16;
const PAYLOAD_BYTES = 1 + 2 * ID_BYTES + 4;
const SEAL_BYTES = 16;

/**
 * Tokens of form, two ids and the second of expiry, and 128 bits of HMAC-SHA-256 over what they are for and these. The first key seals;
 * all are known, so that one can be exchanged while links are on their way.
 */
export function sealedLinks(purpose: string, keys: readonly string[] = []): SealedLinks {
  const sealOf = (key: string, payload: Buffer): Buffer =>
    createHmac('sha256', key).update(`${purpose}\0`).update(payload).digest().subarray(0, SEAL_BYTES);
  return {
    ready: keys.length > 0,
    seal(link) {
      const [key] = keys;
      if (key === undefined) throw new Problem('unavailable', 'There is no key for links: set SURVEY_LINK_KEYS.');
      const payload = written(link);
      return Buffer.concat([payload, sealOf(key, payload)]).toString('base64url');
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== PAYLOAD_BYTES + SEAL_BYTES || bytes.toString('base64url') !== token) return undefined;
      const [payload, given] = [bytes.subarray(0, PAYLOAD_BYTES), bytes.subarray(PAYLOAD_BYTES)];
      const isOurs = keys.some(key => timingSafeEqual(sealOf(key, payload), given));
      return isOurs && payload[0] === FORM ? parsed(payload) : undefined;
    },
  };
}

function written({ linkId, customerId, expiresAt }: SealedLink): Buffer {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload.writeUInt8(FORM, 0);
  payload.write(linkId.replaceAll('-', ''), 1, 'hex');
  payload.write(customerId.replaceAll('-', ''), 1 + ID_BYTES, 'hex');
  payload.writeUInt32BE(Math.floor(Date.parse(expiresAt) / 1000), 1 + 2 * ID_BYTES);
  return payload;
}

const parsed = (payload: Buffer): SealedLink => ({
  linkId: uuid(payload.subarray(1, 1 + ID_BYTES)),
  customerId: uuid(payload.subarray(1 + ID_BYTES, 1 + 2 * ID_BYTES)),
  expiresAt: new Date(payload.readUInt32BE(1 + 2 * ID_BYTES) * 1000).toISOString(),
});

const uuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
