import {
  expectedPurchases,
  expectedSpend,
  fitBgNbd,
  fitGammaGamma,
  lifetimeValue,
  probabilityAlive,
  WEEKS_OF_MONTH,
  type BgNbd,
  type Buying,
  type Fit,
  type GammaGamma,
} from '@rapport/statistics';

/** The part of the rules that says how lifetime value is worked out. */
export interface ValueRules {
  readonly horizonMonths: number;
  readonly discountRate: number;
  /** Own parameters are fitted from so many customers of a currency on, on at most so many, and anew after so many days. */
  readonly fitFrom: number;
  readonly fitAtMost: number;
  readonly fitAnewAfterDays: number;
  /** What holds before: weeks; and the shapes of what is spent, whose scale follows from own purchases. */
  readonly buying: BgNbd;
  readonly spending: { readonly p: number; readonly q: number };
}

/** Money in minor units, time in weeks. */
export interface Bought extends Buying {
  /** Of the repeats; null without any, or where nothing was paid. */
  readonly mean: number | null;
  readonly marginShare: number | null;
}

export interface Models {
  readonly buying: BgNbd;
  readonly spending: GammaGamma;
}

export interface Fitted {
  readonly buying: Fit<BgNbd>;
  readonly spending: Fit<GammaGamma> | null;
}

/** What holds without a fit: the shapes of the rules, scaled so that all together spend what they do. */
export function startingModels({ buying, spending }: ValueRules, meanSpend: number): Models {
  return { buying, spending: { ...spending, v: (meanSpend * (spending.q - 1)) / spending.p } };
}

/** Own parameters, where there are customers enough and the data hold them. Who spends is fitted in units of the mean. */
export function fitted(rules: ValueRules, customers: readonly Bought[], meanSpend: number): Fitted | null {
  if (customers.length < rules.fitFrom) return null;
  const buying = fitBgNbd(customers, rules.buying);
  if (!buying) return null;
  const again = customers.flatMap(({ repeats, mean }) => (mean === null ? [] : [{ repeats, mean: mean / meanSpend }]));
  const start = startingModels(rules, 1).spending;
  const spending = again.length < rules.fitFrom / 4 ? null : fitGammaGamma(again, start);
  if (!spending || spending.model.q <= 1) return { buying, spending: null };
  const { model } = spending;
  return { buying, spending: { ...spending, model: { ...model, v: model.v * meanSpend } } };
}

export interface Worth {
  readonly alive: number;
  readonly expected: number;
  /** On a day with a purchase, in minor units. */
  readonly spend: number;
  readonly clv: number;
  readonly basis: 'margin' | 'revenue';
}

/** What one customer is worth within the horizon. `marginOfAll` stands in where its own margin is not known. */
export function worthOf(rules: ValueRules, models: Models, bought: Bought, marginOfAll: number | null): Worth {
  const { repeats, mean } = bought;
  const spending = mean === null ? null : { repeats, mean };
  const spend = expectedSpend(models.spending, spending) ?? 0;
  const margin = bought.marginShare ?? marginOfAll;
  const { horizonMonths: months, discountRate } = rules;
  return {
    alive: probabilityAlive(models.buying, bought),
    expected: expectedPurchases(models.buying, bought, months * WEEKS_OF_MONTH),
    spend,
    clv: Math.round(lifetimeValue(models.buying, bought, { spend: spend * (margin ?? 1), months, discountRate })),
    basis: margin === null ? 'revenue' : 'margin',
  };
}
