import {
  brierScore,
  calibration,
  centred,
  discrimination,
  fitLogistic,
  meanOf,
  probability,
  type Foretold,
  type LogisticModel,
  type Weighing,
} from '@rapport/statistics';

/** A case of the past, its features by their names. */
export interface Sample<Feature extends string> {
  readonly values: Readonly<Record<Feature, number | null>>;
  readonly lost: boolean;
}

/** How many cases of each sort there have to be, to fit and to compare. */
export interface Enough {
  readonly left: number;
  readonly stayed: number;
  readonly heldOutLeft: number;
  readonly heldOutStayed: number;
  readonly ridge: number;
}

export const foretell = <F extends string>(model: LogisticModel<F>, samples: readonly Sample<F>[]): Foretold[] =>
  samples.map(({ values, lost }) => ({ p: probability(model, values), y: lost }));

/** How well a model has told those who were lost from those who stayed, and how true its figures were. */
export function judged<F extends string>(model: LogisticModel<F>, samples: readonly Sample<F>[]) {
  const cases = foretell(model, samples);
  return {
    n: cases.length,
    lost: cases.filter(({ y }) => y).length,
    foretold: cases.length === 0 ? null : cases.reduce((sum, { p }) => sum + p, 0) / cases.length,
    discrimination: discrimination(cases),
    brier: brierScore(cases),
    deciles: calibration(cases),
  };
}

export const isEnough = (samples: readonly Sample<string>[], left: number, stayed: number): boolean => {
  const lost = samples.filter(each => each.lost).length;
  return lost >= left && samples.length - lost >= stayed;
};

/** The same features, references and ends with the weights that fit these cases best; null where the fit does not converge. */
export function fitted<F extends string>(
  model: LogisticModel<F>,
  codes: readonly F[],
  samples: readonly Sample<F>[],
  ridge: number,
): LogisticModel<F> | null {
  const beta = fitLogistic(
    samples.map(({ values, lost }) => ({ x: codes.map(code => centred(values[code], model.features[code])), y: lost })),
    ridge,
  );
  if (beta === null) return null;
  const features: Record<F, Weighing> = { ...model.features };
  codes.forEach((code, i) => (features[code] = { ...features[code], weight: beta[i + 1] ?? 0 }));
  return { intercept: beta[0] ?? 0, features };
}

/** Less is how numbers are rounded, and no gain. */
const A_GAIN = 1e-6;

/**
 * Whether a candidate is better on cases that neither has seen: the 95 % interval of the difference of squared errors, case by case, lies
 * wholly on its side, and it tells the two sorts apart no worse.
 */
export function isBetter<F extends string>(
  candidate: LogisticModel<F>,
  current: LogisticModel<F>,
  heldOut: readonly Sample<F>[],
): boolean {
  const [theirs, ours] = [foretell(current, heldOut), foretell(candidate, heldOut)];
  const error = ({ p, y }: Foretold): number => (p - Number(y)) ** 2;
  const gains = meanOf(theirs.map((each, i) => error(each) - error(ours[i] ?? each)));
  const [before, after] = [discrimination(theirs), discrimination(ours)];
  return gains !== null && gains.low > A_GAIN && before !== null && after !== null && after.value >= before.value;
}

/**
 * The ends of months whose days after are over, newest first: three months apart, so that what happened after one is not what was known
 * at the next.
 */
export function sampleTimes(now: Date, windowDays: number, most = 5): Date[] {
  const newest = new Date(now.getTime() - windowDays * 86_400_000);
  return Array.from(
    { length: most },
    (_, i) => new Date(Date.UTC(newest.getUTCFullYear(), newest.getUTCMonth() - 3 * i, 1)),
  );
}
