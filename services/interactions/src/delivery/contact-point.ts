import { readFile } from 'node:fs/promises';
import { Uuid } from '@rapport/contracts';
import { UnavailableError } from '@rapport/messaging';
import { compile } from '@rapport/service-kit';
import Type from 'typebox';
import type { ContactPoint } from '../domain/weigh-message.ts';

const TIMEOUT_MS = 10_000;
const Text = Type.Union([Type.String(), Type.Null()]);
const shape = compile(
  Type.Object({
    allowed: Type.Boolean(),
    addresses: Type.Array(Type.Object({ customerId: Uuid, number: Type.Integer(), value: Type.String() })),
    name: Text,
    language: Text,
    timeZone: Text,
  }),
);

export interface Reaching {
  readonly customerId: string;
  readonly purpose: string;
  readonly channel: string;
}

/** Undefined where the customer was erased, 'unknown' where nobody has heard of it yet. Throws UnavailableError where nobody answers. */
export type AskContactPoint = (reaching: Reaching) => Promise<ContactPoint | 'unknown' | undefined>;

export const CONTACT_POINTS = Symbol('contact points');

export interface ProfileAt {
  readonly PEERS?: { readonly profile: string };
  readonly SERVICE_TOKEN_FILE?: string;
}

/** Asks profile, at the moment of sending, whether and where a customer may be reached: no copy of an address or a consent is kept. */
export function askContactPoint({ PEERS: peers, SERVICE_TOKEN_FILE: path }: ProfileAt): AskContactPoint {
  return async ({ customerId, purpose, channel }) => {
    if (peers === undefined || path === undefined) {
      throw new UnavailableError(
        'The settings PEERS and SERVICE_TOKEN_FILE must say where addresses are asked for.',
        60,
      );
    }
    const token = (await readFile(path, 'utf8')).trim();
    const response = await fetch(new URL('/v1/contact-points', peers.profile), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ customerId, purpose, channel }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }).catch(() => undefined);
    if (response?.ok !== true) {
      await response?.body?.cancel();
      if (response?.status === 404) return 'unknown';
      if (response?.status === 410) return undefined;
      throw new UnavailableError(
        'The service profile, which knows addresses and consents, does not answer just now.',
        1,
      );
    }
    const answer: unknown = await response.json();
    if (!shape.accepts(answer)) throw new TypeError('profile, asked for a contact point, answers something else');
    return answer;
  };
}
