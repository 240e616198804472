import { expectedPurchases, type BgNbd, type Buying } from './bg-nbd.ts';

/** Weeks of a month: 365 / 12 / 7. Months put into a model of weeks as they are would count for a day and a half each. */
export const WEEKS_OF_MONTH = 365 / 84;

/**
 * What a customer will be worth within `months` from now: for each month the purchases expected in it (BG/NBD in weeks) times
 * `spend`, discounted from the month's end by `discountRate` a year (0.15 = 15 %). In the money of `spend`.
 */
export function lifetimeValue(
  model: BgNbd,
  buying: Buying,
  { spend, months, discountRate }: { readonly spend: number; readonly months: number; readonly discountRate: number },
): number {
  let [value, before] = [0, 0];
  for (let month = 1; month <= months; month++) {
    const until = expectedPurchases(model, buying, month * WEEKS_OF_MONTH);
    value += (spend * (until - before)) / (1 + discountRate) ** (month / 12);
    before = until;
  }
  return value;
}
