import type { MessageChannel } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { customer } from '../domain/customer.decide.ts';
import { readPersonal, type Personal } from '../projections/personal.ts';
import { customerUnerased, familyOf } from './who.ts';

export interface Address {
  readonly customerId: string;
  readonly number: number;
  readonly value: string;
}

/** Where a customer can be reached by a channel. */
export interface ContactPoint {
  readonly addresses: readonly Address[];
  readonly name: string | null;
  readonly language: string | null;
  readonly timeZone: string | null;
}

const IDENTIFIER_OF = { email: 'email', sms: 'phone', push: 'deviceId' } as const;
const MOST = 20;

/** From the records themselves and not from a read model: what was told a moment ago counts. Throws `customer-unknown` or `customer-erased`. */
export async function contactPoint(messaging: Messaging, id: string, channel: MessageChannel): Promise<ContactPoint> {
  const survivor = await customerUnerased(messaging, id);
  const family = await familyOf(messaging, survivor);
  const members = await Promise.all(
    family.map(async ({ customerId }) => {
      const loaded = await messaging.load(customer, customerId);
      return { customerId, personal: readPersonal(loaded?.personal ?? {}) };
    }),
  );
  const first = (of: (personal: Personal) => string | null): string | null =>
    members.map(({ personal }) => of(personal)).find(value => value !== null) ?? null;
  return {
    addresses: addressesOf(members, channel),
    name: first(({ name }) => name),
    language: first(({ preferredLanguage }) => preferredLanguage),
    timeZone: first(({ timeZone }) => timeZone),
  };
}

interface Member {
  readonly customerId: string;
  readonly personal: Personal;
}

/** Verified ones first; of equals the one that was told last. Each once, whoever else of the family has it too. */
export function addressesOf(members: readonly Member[], channel: MessageChannel): Address[] {
  if (channel === 'letter') {
    return members.flatMap(({ customerId, personal }) => {
      const value = personal.attributes['postalAddress'];
      return value === undefined ? [] : [{ customerId, number: 1, value }];
    });
  }
  const found = members.flatMap(({ customerId, personal }) =>
    personal.identifiers
      .filter(({ type }) => type === IDENTIFIER_OF[channel])
      .map(({ number, normalised: value, verified, addedAt }) => ({
        address: { customerId, number, value },
        verified,
        addedAt,
      })),
  );
  const best = found.toSorted(
    (a, b) => Number(b.verified) - Number(a.verified) || (a.addedAt === b.addedAt ? 0 : a.addedAt < b.addedAt ? 1 : -1),
  );
  const once = new Map(best.toReversed().map(({ address }) => [address.value, address]));
  return best.flatMap(({ address }) => (once.get(address.value) === address ? [address] : [])).slice(0, MOST);
}
