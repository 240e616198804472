import { fading } from '@rapport/statistics';

interface Sum {
  readonly recorded_customer_id: string;
  readonly month_end: string;
  readonly bad: boolean;
  readonly cause_id: string;
  n: number;
  weights: number;
  scores: number;
}

export interface MonthSums {
  add(customerId: string, occurredAt: string, score: number, causeId: string): void;
  rows(): Readonly<Record<string, unknown>>[];
}

/**
 * Sums of experiences a customer, month and cause, faded as they will be at the end of their month (UTC). A fixed moment
 * makes them plain sums: any order gives the same, a late one changes its own month only, and nothing over- or underflows.
 */
export function monthSums(halfLifeDays: number): MonthSums {
  const sums = new Map<string, Sum>();
  return {
    add(customerId, occurredAt, score, causeId) {
      const at = new Date(occurredAt);
      const end = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1);
      const weight = fading(end - at.getTime(), halfLifeDays);
      const key = `${customerId}${end}${score < 0}${causeId}`;
      const sum = sums.get(key);
      if (sum) {
        sum.n += 1;
        sum.weights += weight;
        sum.scores += weight * score;
        return;
      }
      sums.set(key, {
        recorded_customer_id: customerId,
        month_end: new Date(end).toISOString(),
        bad: score < 0,
        cause_id: causeId,
        n: 1,
        weights: weight,
        scores: weight * score,
      });
    },
    rows: () => [...sums.values()].map(sum => ({ ...sum })),
  };
}
