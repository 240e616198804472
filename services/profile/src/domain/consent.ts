import type { ProfileEvent } from '@rapport/contracts';
import type { Decider, Decision } from '@rapport/decider';

export type ConsentEvent = Extract<ProfileEvent, { readonly type: 'ConsentGiven' | 'ConsentWithdrawn' }>;

/** What the customer said, as it was said. */
export interface StateConsent {
  readonly type: 'StateConsent';
  readonly customerId: string;
  readonly purpose: string;
  readonly channel: string;
  readonly given: boolean;
  /** ISO instant. */
  readonly at: string;
  /** How it is shown, as a code: form, recording, letter … */
  readonly evidence: string;
  /** The evidence itself in words, such as the sentence that was agreed to; personal. */
  readonly words?: string | undefined;
}

type Stated = Pick<StateConsent, 'given' | 'at'>;

export interface Consents {
  readonly statements: number;
  /** The last statement by `<purpose>/<channel>`. */
  readonly last: Readonly<Record<string, Stated>>;
}

export const keyOf = (purpose: string, channel: string): string => `${purpose}/${channel}`;

function decide(command: StateConsent, { statements, last }: Consents): Decision<ConsentEvent> {
  const { customerId, purpose, channel, given, at, evidence, words } = command;
  const before = last[keyOf(purpose, channel)];
  if (before?.at === at && before.given === given) return { events: [] };
  return {
    events: [
      { type: given ? 'ConsentGiven' : 'ConsentWithdrawn', data: { customerId, purpose, channel, evidence }, at },
    ],
    ...(words !== undefined && { personal: { [`words:${statements + 1}`]: { purpose, channel, given, at, words } } }),
  };
}

function evolve({ statements, last }: Consents, event: ConsentEvent & { readonly at?: string }): Consents {
  const { purpose, channel } = event.data;
  const key = keyOf(purpose, channel);
  const stated: Stated = { given: event.type === 'ConsentGiven', at: event.at ?? '' };
  const before = last[key];
  const isLater = before === undefined || stated.at >= before.at;
  return { statements: statements + 1, last: isLater ? { ...last, [key]: stated } : last };
}

/** What a customer agreed to, a stream a recorded customer. */
export const consent: Decider<Consents, StateConsent, ConsentEvent> = {
  kind: 'consent',
  stateVersion: 1,
  initial: { statements: 0, last: {} },
  decide,
  evolve,
};
