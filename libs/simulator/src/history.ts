import type { Contact } from './contact.ts';
import { tellKnowledge } from './knowledge.ts';
import type { Life } from './life.ts';
import { daysAfter, type Customer, type Driver, type Segment } from './population.ts';
import { createRandom } from './random.ts';
import { goShopping, type Left } from './shopping.ts';

/** What no service can see: later models are scored against it. */
export interface Truth {
  customer: string;
  segment: Segment;
  purchaseRate: number;
  dropout: number;
  driver: Driver;
  /** When the customer left for good; null while still a customer at the end. */
  churnedAt: Date | null;
  churnReason: Left['reason'] | null;
  /** −1 to 1, at the end of the simulated time. */
  satisfaction: number;
  complaints: number;
  recovered: number;
  promises: number;
  /** Those not kept in time, by the end of the simulated time. */
  brokenPromises: number;
}

export interface History {
  customer: Customer;
  /** In the order of time. */
  contacts: Contact[];
  truth: Truth;
}

/** One customer's contacts from joining until the simulated present, and the truth behind them. */
export function history(customer: Customer, until: Date): History {
  const life: Life = {
    customer,
    random: createRandom(`${customer.seed}/${customer.key}/life`),
    until,
    contacts: [],
    beside: [],
    mood: 0.15,
    lastAskedAt: null,
    openComplaint: false,
    complaints: 0,
    recovered: 0,
    promises: 0,
    brokenPromises: 0,
    letDownAt: null,
  };
  const left = goShopping(life);
  tellKnowledge(life);
  const contacts = [...life.contacts, ...life.beside].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return {
    customer,
    contacts,
    truth: {
      customer: customer.key,
      segment: customer.segment,
      purchaseRate: customer.purchaseRate,
      dropout: customer.dropout,
      driver: customer.driver,
      churnedAt: left?.at ?? null,
      churnReason: left?.reason ?? null,
      satisfaction: life.mood,
      complaints: life.complaints,
      recovered: life.recovered,
      promises: life.promises,
      brokenPromises: life.brokenPromises,
    },
  };
}

/** The simulated time of `months` months that ends at `until`. */
export function simulatedTime(until: Date, months: number): { from: Date; to: Date } {
  return { from: daysAfter(until, -months * 30.4375), to: until };
}
