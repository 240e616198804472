import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkSettings } from '../api/survey-links.ts';

export interface UnsubscribeLinks {
  /** The link of a message, or undefined where there is no key to seal it with. */
  link(messageId: string): string | undefined;
  /** The message that a token is of, or undefined where it is none of ours. */
  read(token: string): string | undefined;
}

export const UNSUBSCRIBE_LINKS = Symbol('unsubscribe links');

const FORM = 1;
const ID_BYTES = 16;
const SEAL_BYTES = 16;

/** Links without a time limit: who was once written to may always say no. A form, the message's id, 128 bits of HMAC-SHA-256. */
export function unsubscribeLinks({
  SURVEY_LINK_KEYS: keys = [],
  SURVEY_LINK_BASE: base,
}: LinkSettings): UnsubscribeLinks {
  return {
    link(messageId) {
      const [key] = keys;
      if (key === undefined) return undefined;
      const payload = Buffer.concat([Buffer.of(FORM), Buffer.from(messageId.replaceAll('-', ''), 'hex')]);
      return `${base}/u/${Buffer.concat([payload, seal(key, payload)]).toString('base64url')}`;
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== 1 + ID_BYTES + SEAL_BYTES || bytes.toString('base64url') !== token) return undefined;
      const [payload, given] = [bytes.subarray(0, 1 + ID_BYTES), bytes.subarray(1 + ID_BYTES)];
      const isOurs = payload[0] === FORM && keys.some(key => timingSafeEqual(seal(key, payload), given));
      return isOurs ? uuid(payload.subarray(1)) : undefined;
    },
  };
}

const seal = (key: string, payload: Buffer): Buffer =>
  createHmac('sha256', key).update('unsubscribe link\0').update(payload).digest().subarray(0, SEAL_BYTES);

const uuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
