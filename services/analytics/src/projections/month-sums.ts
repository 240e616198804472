import { fading } from '@rapport/statistics';

type Sum = {
  readonly recorded_customer_id: string;
  readonly month_end: string;
  readonly bad: boolean;
  readonly cause_id: string;
  n: number;
  weights: number;
  scores: number;
};

export interface MonthSums {
  /** `occurredAt` in UTC, as events have it. */
  add(customerId: string, occurredAt: string, score: number, causeId: string): void;
  rows(): Sum[];
}

/**
 * Sums of experiences a customer, month and cause, faded as they will be at the end of their month (UTC). A fixed moment
 * makes them plain sums: any order gives the same, a late one changes its own month only, and nothing over- or underflows.
 */
export function monthSums(halfLifeDays: number): MonthSums {
  const sums = new Map<string, Sum>();
  const ends = new Map<string, { readonly at: number; readonly text: string }>();
  const endOf = (month: string): { readonly at: number; readonly text: string } => {
    const known = ends.get(month);
    if (known) return known;
    const at = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1);
    const end = { at, text: new Date(at).toISOString() };
    ends.set(month, end);
    return end;
  };
  return {
    add(customerId, occurredAt, score, causeId) {
      const end = endOf(occurredAt.slice(0, 7));
      const weight = fading(end.at - Date.parse(occurredAt), halfLifeDays);
      const bad = score < 0;
      const key = bad ? `${customerId}${end.at}${causeId}` : `${customerId}${end.at}`;
      const sum = sums.get(key);
      if (sum) {
        sum.n += 1;
        sum.weights += weight;
        sum.scores += weight * score;
        return;
      }
      sums.set(key, {
        recorded_customer_id: customerId,
        month_end: end.text,
        bad,
        cause_id: causeId,
        n: 1,
        weights: weight,
        scores: weight * score,
      });
    },
    rows: () => [...sums.values()],
  };
}
