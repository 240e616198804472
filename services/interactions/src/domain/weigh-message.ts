import type { Suppression } from '@rapport/contracts';
import type { DeliveryPolicy } from './delivery-policy.ts';
import type { AddressOf, MessageFacts } from './message.ts';
import { freeFrom, quietFor } from './quiet-hours.ts';

/** Where a customer can be reached for a purpose by a channel, the best first, and whether they may be. */
export interface ContactPoint {
  readonly allowed: boolean;
  readonly addresses: readonly (AddressOf & { readonly value: string })[];
  readonly name: string | null;
  readonly language: string | null;
  readonly timeZone: string | null;
}

export interface Circumstances {
  /** ISO instant. */
  readonly now: string;
  /** Undefined where the customer was erased. */
  readonly contact: ContactPoint | undefined;
  readonly openComplaints: number;
  readonly isUndeliverable: (address: AddressOf) => boolean;
}

export type Weighed =
  | { readonly do: 'send'; readonly to: ContactPoint; readonly address: ContactPoint['addresses'][number] }
  | { readonly do: 'hold'; readonly until: string }
  | { readonly do: 'suppress'; readonly because: Suppression };

/** What is to be done with a message whose turn it is; how many the customer got of late is asked last of all, elsewhere. */
export function weigh(message: MessageFacts, policy: DeliveryPolicy, circumstances: Circumstances): Weighed {
  const { now, contact, openComplaints } = circumstances;
  const no = (because: Suppression): Weighed => ({ do: 'suppress', because });
  if (message.expiresAt <= now) return no('expired');
  if (contact === undefined) return no('customerErased');
  if (!contact.allowed) return no('noConsent');
  const address = contact.addresses.find(each => !circumstances.isUndeliverable(each));
  if (address === undefined) return no(contact.addresses.length === 0 ? 'noAddress' : 'undeliverable');
  if (openComplaints > 0 && policy.notInComplaint.includes(message.purpose)) return no('openComplaint');
  const until = freeFrom(now, contact.timeZone ?? policy.timeZone, quietFor(policy.quietHours, message));
  if (until === undefined || (until > now && until >= message.expiresAt)) return no('expired');
  return until > now ? { do: 'hold', until } : { do: 'send', to: contact, address };
}

/** In which of our languages a customer is written to. */
export function languageFor(
  wanted: string | undefined,
  preferred: string | null,
  { language }: Pick<DeliveryPolicy, 'language'>,
): 'en' | 'zh' {
  const codes = [wanted, preferred].map(each => each?.toLowerCase().split(/[-_]/)[0]);
  return codes.map(code => LANGUAGES.find(known => known === code)).find(found => found !== undefined) ?? language;
}

const LANGUAGES = ['en', 'zh'] as const;
