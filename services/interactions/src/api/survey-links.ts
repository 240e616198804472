import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '@rapport/service-kit';

/** What a link says: which invitation of which customer, and until when it works. */
export interface Linked {
  readonly invitationId: string;
  /** The id under which the customer was asked: where the invitation is kept. */
  readonly customerId: string;
  readonly expiresAt: string;
}

export interface SurveyLinks {
  /** Whether there is a key. */
  readonly ready: boolean;
  /** The link to an invitation. Throws `unavailable` where there is no key to seal it with. */
  link(linked: Linked): string;
  /** What a token says, or undefined where it is none of ours. */
  read(token: string): Linked | undefined;
}

export interface LinkSettings {
  /** The first seals; all of them are known, so that a key can be exchanged while links are on their way. */
  readonly SURVEY_LINK_KEYS?: readonly string[] | undefined;
  readonly SURVEY_LINK_BASE: string;
}

const FORM = 1;
const ID_BYTES = 16;
const PAYLOAD_BYTES = 1 + 2 * ID_BYTES + 4;
const SEAL_BYTES = 16;

/** Links that are short enough for a text message: form, two ids and the second of expiry, and 128 bits of HMAC-SHA-256 over them. */
export function surveyLinks({ SURVEY_LINK_KEYS: keys = [], SURVEY_LINK_BASE: base }: LinkSettings): SurveyLinks {
  return {
    ready: keys.length > 0,
    link(linked) {
      const [key] = keys;
      if (key === undefined) throw new Problem('unavailable', 'There is no key for links: set SURVEY_LINK_KEYS.');
      const payload = written(linked);
      return `${base}/s/${Buffer.concat([payload, seal(key, payload)]).toString('base64url')}`;
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== PAYLOAD_BYTES + SEAL_BYTES || bytes.toString('base64url') !== token) return undefined;
      const [payload, given] = [bytes.subarray(0, PAYLOAD_BYTES), bytes.subarray(PAYLOAD_BYTES)];
      const isOurs = keys.some(key => timingSafeEqual(seal(key, payload), given));
      return isOurs && payload[0] === FORM ? parsed(payload) : undefined;
    },
  };
}

const seal = (key: string, payload: Buffer): Buffer =>
  createHmac('sha256', key).update('survey link\0').update(payload).digest().subarray(0, SEAL_BYTES);

function written({ invitationId, customerId, expiresAt }: Linked): Buffer {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload.writeUInt8(FORM, 0);
  payload.write(invitationId.replaceAll('-', ''), 1, 'hex');
  payload.write(customerId.replaceAll('-', ''), 1 + ID_BYTES, 'hex');
  payload.writeUInt32BE(Math.floor(Date.parse(expiresAt) / 1000), 1 + 2 * ID_BYTES);
  return payload;
}

const parsed = (payload: Buffer): Linked => ({
  invitationId: uuid(payload.subarray(1, 1 + ID_BYTES)),
  customerId: uuid(payload.subarray(1 + ID_BYTES, 1 + 2 * ID_BYTES)),
  expiresAt: new Date(payload.readUInt32BE(1 + 2 * ID_BYTES) * 1000).toISOString(),
});

const uuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
