import type { EventsOf, valueEvents } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';

type CustomerValueEstimated = EventsOf<typeof valueEvents>;
type Told = Pick<CustomerValueEstimated['data'], 'horizonMonths' | 'discountRate' | 'estimates' | 'shareOfWallet'>;

export interface TellCustomerValue {
  readonly type: 'TellCustomerValue';
  readonly data: CustomerValueEstimated['data'];
  /** A value is told that differs by more than this share of what was told, and by more than so many minor units. */
  readonly material: { readonly share: number; readonly minor: number; readonly walletShare: number };
}

/** When a customer's lifetime value and share of wallet are told to the others: when there is something new to know. */
export const toldCustomerValue: Decider<Told | null, TellCustomerValue, CustomerValueEstimated> = {
  kind: 'customerValue',
  stateVersion: 1,
  initial: null,
  decide: ({ data, material }, told) =>
    isMaterial(told, data, material) ? { events: [{ type: 'CustomerValueEstimated', data }] } : { events: [] },
  evolve: (_told, { data: { customerId: _, ...told } }) => told,
};

function isMaterial(told: Told | null, data: Told, material: TellCustomerValue['material']): boolean {
  if (!told) return data.estimates.some(({ value }) => value.minor > 0) || data.shareOfWallet !== undefined;
  if (told.horizonMonths !== data.horizonMonths || told.discountRate !== data.discountRate) return true;
  const wallet = Math.abs((told.shareOfWallet?.share ?? -1) - (data.shareOfWallet?.share ?? -1));
  return wallet > material.walletShare || currenciesOf(told, data).some(currency => hasMoved(currency));

  function hasMoved(currency: string): boolean {
    const [before, now] = [minorIn(told, currency), minorIn(data, currency)];
    return Math.abs(now - before) > Math.max(material.share * before, material.minor);
  }
}

const minorIn = (told: Told | null, currency: string): number =>
  told?.estimates.find(({ value }) => value.currency === currency)?.value.minor ?? 0;

const currenciesOf = (...told: readonly Told[]): string[] =>
  told.flatMap(({ estimates }) => estimates.map(({ value }) => value.currency));
