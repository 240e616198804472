/** What one feature weighs: log odds for each unit above the reference, between two ends. */
export interface Weighing {
  readonly weight: number;
  /** Of an ordinary case: there it adds nothing. It stands in for what is not known, too. */
  readonly reference: number;
  readonly low: number;
  readonly high: number;
}

export interface LogisticModel<Feature extends string = string> {
  /** Log odds of a case whose features all are at their references. */
  readonly intercept: number;
  readonly features: Readonly<Record<Feature, Weighing>>;
}

export interface Contribution<Feature extends string = string> {
  readonly feature: Feature;
  /** As it was given; null where it is not known. */
  readonly value: number | null;
  /** Log odds: above 0 it raises the probability. */
  readonly contribution: number;
}

export const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** How far a value is from the reference, as far as it counts. */
export const centred = (value: number | null, { reference, low, high }: Weighing): number =>
  value === null ? 0 : Math.min(high, Math.max(low, value)) - reference;

/** The log odds that each feature adds against its reference, the largest first, equal ones by name. */
export function contributions<Feature extends string>(
  { features }: LogisticModel<Feature>,
  values: Readonly<Record<Feature, number | null>>,
): Contribution<Feature>[] {
  const all: Contribution<Feature>[] = [];
  for (const feature in features) {
    const value = values[feature];
    all.push({ feature, value, contribution: features[feature].weight * centred(value, features[feature]) });
  }
  return all.sort((a, b) => b.contribution - a.contribution || (a.feature < b.feature ? -1 : 1));
}

/** p = 1 / (1 + e^−(intercept + Σ contributions)) */
export const probability = <Feature extends string>(
  model: LogisticModel<Feature>,
  values: Readonly<Record<Feature, number | null>>,
): number =>
  logistic(contributions(model, values).reduce((sum, { contribution }) => sum + contribution, model.intercept));

/** At most three features that raise the probability most. */
export const reasonsOf = <Feature extends string>(all: readonly Contribution<Feature>[]): Feature[] =>
  all
    .filter(({ contribution }) => contribution > 0)
    .slice(0, 3)
    .map(({ feature }) => feature);
