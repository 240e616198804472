import { history, simulatedTime, type History, type Truth } from './history.ts';
import { population } from './population.ts';

export interface SimulationPlan {
  seed: number | string;
  customers: number;
  months: number;
  /** Registrations included. Whole customers are left out to stay below: no history is cut short. */
  maxContacts: number;
  /** The simulated present. The same seed, months and present give the same contacts. */
  until: Date;
}

/** The whole simulation, without sending anything. */
export function plan({ seed, customers, months, maxContacts, until }: SimulationPlan): History[] {
  const kept: History[] = [];
  let contacts = 0;
  for (const customer of population(seed, { customers, ...simulatedTime(until, months) })) {
    const told = history(customer, until);
    contacts += 1 + told.contacts.length;
    if (contacts > maxContacts) break;
    kept.push(told);
  }
  return kept;
}

export const truth = (options: SimulationPlan): Truth[] => plan(options).map(told => told.truth);
