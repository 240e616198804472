import { lifetimeValue, valueSpread, type BgNbd, type GammaGamma } from '@rapport/statistics';
import type { Tx } from '@rapport/messaging';
import { rulesBefore, type StrategyRules } from './strategy-rules.query.ts';

const WEEK_MS = 7 * 86_400_000;

/** What a customer's value in one currency was worked out from. */
export interface ValueRow {
  readonly currency: string;
  readonly clvMinor: number | null;
  readonly expectedSpendMinor: number | null;
  readonly firstOn: string;
  readonly lastOn: string;
  readonly purchaseDays: number;
  readonly rulesVersion: number | null;
  readonly asOf: Date;
  readonly fit: { readonly buying: BgNbd; readonly spending: GammaGamma | null } | null;
}

/** Between what in minor units a customer's value lies in eight of ten futures that the model draws; null where there is no value. */
export interface ValueSpread {
  readonly low: number;
  readonly high: number;
  readonly share: 0.8;
}

/** The values, each with how far it may be off. Drawn when it is asked for: for everybody each night it would take too long. */
export async function withSpreads<Row extends ValueRow>(
  tx: Tx,
  customerId: string,
  rows: readonly Row[],
): Promise<(Row & { readonly spread: ValueSpread | null })[]> {
  const answers: (Row & { readonly spread: ValueSpread | null })[] = [];
  for (const row of rows) {
    const [rules] = row.rulesVersion === null ? [] : await rulesBefore(tx, row.rulesVersion + 1, 1);
    answers.push({ ...row, spread: rules ? spreadOf(row, rules.content.lifetimeValue, customerId) : null });
  }
  return answers;
}

export function spreadOf(
  { clvMinor, expectedSpendMinor: spend, firstOn, lastOn, purchaseDays, asOf, fit, currency }: ValueRow,
  rules: Pick<StrategyRules['lifetimeValue'], 'buying' | 'spending' | 'horizonMonths' | 'discountRate'>,
  customerId: string,
): ValueSpread | null {
  if (clvMinor === null || spend === null || spend <= 0 || purchaseDays === 0) return null;
  const models = { buying: fit?.buying ?? rules.buying, spending: fit?.spending ?? rules.spending };
  const first = Date.parse(firstOn);
  const today = Math.floor(asOf.getTime() / 86_400_000) * 86_400_000;
  const bought = {
    repeats: purchaseDays - 1,
    recency: (Date.parse(lastOn) - first) / WEEK_MS,
    age: (today - first) / WEEK_MS,
  };
  const expected = { spend, months: rules.horizonMonths, discountRate: rules.discountRate };
  const drawn = valueSpread(models, bought, expected, `${customerId}/${currency}`);
  const ofRevenue = lifetimeValue(models.buying, bought, expected);
  if (drawn === null || ofRevenue <= 0) return null;
  // A value of the margin is so much of what is spent.
  const kept = clvMinor / ofRevenue;
  return { low: Math.round(drawn.low * kept), high: Math.round(drawn.high * kept), share: 0.8 };
}
