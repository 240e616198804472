import { bytesOf, sealing, uuidOf } from '@rapport/service-kit';
import type { LinkSettings } from '../api/survey-links.ts';

export interface UnsubscribeLinks {
  /** The link of a message, or undefined where there is no key to seal it with. */
  link(messageId: string): string | undefined;
  /** The message that a token is of, or undefined where it is none of ours. */
  read(token: string): string | undefined;
}

export const UNSUBSCRIBE_LINKS = Symbol('unsubscribe links');

const FORM = 1;
const PAYLOAD_BYTES = 17;

/** Links without a time limit: who was once written to may always say no. Sealed are a form and the message's id. */
export function unsubscribeLinks({ SURVEY_LINK_KEYS: keys, SURVEY_LINK_BASE: base }: LinkSettings): UnsubscribeLinks {
  const sealed = sealing('unsubscribe link', keys);
  return {
    link(messageId) {
      const token = sealed.seal(Buffer.concat([Buffer.of(FORM), bytesOf(messageId)]));
      return token && `${base}/u/${token}`;
    },
    read(token) {
      const payload = sealed.open(token, PAYLOAD_BYTES);
      return payload?.[0] === FORM ? uuidOf(payload.subarray(1)) : undefined;
    },
  };
}
