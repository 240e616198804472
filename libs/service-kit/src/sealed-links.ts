import { Problem } from './problem.ts';
import { bytesOf, sealing, uuidOf } from './sealing.ts';

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

/** Tokens of form, two ids and the second of expiry. */
export function sealedLinks(purpose: string, keys: readonly string[] = []): SealedLinks {
  const sealed = sealing(purpose, keys);
  return {
    ready: sealed.ready,
    seal(link) {
      const token = sealed.seal(written(link));
      if (token === undefined) throw new Problem('unavailable', 'There is no key for links: set SURVEY_LINK_KEYS.');
      return token;
    },
    read(token) {
      const payload = sealed.open(token, PAYLOAD_BYTES);
      return payload?.[0] === FORM ? parsed(payload) : undefined;
    },
  };
}

function written({ linkId, customerId, expiresAt }: SealedLink): Buffer {
  const expiry = Buffer.alloc(4);
  expiry.writeUInt32BE(Math.floor(Date.parse(expiresAt) / 1000));
  return Buffer.concat([Buffer.of(FORM), bytesOf(linkId), bytesOf(customerId), expiry]);
}

const parsed = (payload: Buffer): SealedLink => ({
  linkId: uuidOf(payload.subarray(1, 1 + ID_BYTES)),
  customerId: uuidOf(payload.subarray(1 + ID_BYTES, 1 + 2 * ID_BYTES)),
  expiresAt: new Date(payload.readUInt32BE(1 + 2 * ID_BYTES) * 1000).toISOString(),
});
