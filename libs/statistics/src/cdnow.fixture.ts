import { readFileSync } from 'node:fs';
import type { Buying } from './bg-nbd.ts';

/** Fader and Hardie's sample of CDNOW, beside the repository: 2,357 first-time buyers of early 1997, published for research. */
export const CDNOW = new URL('../../../../shared/data/cdnow-sample.csv', import.meta.url);

const DAYS_OF_WEEK = 7;
const dayOf = (text: string): number =>
  Date.parse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`) / 86_400_000;

/** How each customer bought up to that day, in weeks and US dollars; purchases of one day are one. */
export function cdnowCustomers(until: string): (Buying & { readonly mean: number })[] {
  const last = Date.parse(until) / 86_400_000;
  const spent = new Map<string, Map<number, number>>();
  for (const line of readFileSync(CDNOW, 'utf8').trim().split('\n').slice(1)) {
    const [, id = '', date = '', , sales = '0'] = line.split(',');
    const day = dayOf(date);
    const days = spent.get(id) ?? new Map<number, number>();
    if (day <= last) spent.set(id, days.set(day, (days.get(day) ?? 0) + Number(sales)));
  }
  return [...spent.values()].map(days => {
    const [first = 0, ...later] = [...days.keys()].sort((a, b) => a - b);
    const sum = later.reduce((total, day) => total + (days.get(day) ?? 0), 0);
    return {
      repeats: later.length,
      recency: ((later.at(-1) ?? first) - first) / DAYS_OF_WEEK,
      age: (last - first) / DAYS_OF_WEEK,
      mean: later.length === 0 ? 0 : sum / later.length,
    };
  });
}
