import { bgNbdLogLikelihood, type BgNbd, type Buying } from './bg-nbd.ts';
import { gammaGammaLogLikelihood, type GammaGamma, type Spending } from './gamma-gamma.ts';
import { nelderMead } from './nelder-mead.ts';

/** Parameters by maximum likelihood, with ln L at them over the `n` customers fitted on. */
export interface Fit<Model> {
  readonly model: Model;
  readonly logLikelihood: number;
  readonly n: number;
}

/** Beyond these a parameter is running away: the data don't hold what would pin it down. */
const [LEAST, MOST] = [1e-4, 1e4];

/** Fits BG/NBD from `start` on. Null where the likelihood has no maximum within reach, as with too few or too uniform customers. */
export function fitBgNbd(customers: readonly Buying[], start: BgNbd): Fit<BgNbd> | null {
  const alike = counted(customers, ({ repeats, recency, age }) => `${repeats}/${recency}/${age}`);
  const model = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd => ({ r, alpha, a, b });
  return fit(alike, bgNbdLogLikelihood, model, [start.r, start.alpha, start.a, start.b], customers.length);
}

/** Fits Gamma–Gamma on customers with repeats from `start` on; null as above. Money enters in units near the size of a purchase. */
export function fitGammaGamma(customers: readonly Spending[], start: GammaGamma): Fit<GammaGamma> | null {
  const alike = counted(customers, ({ repeats, mean }) => `${repeats}/${mean}`);
  const model = ([p = 0, q = 0, v = 0]: readonly number[]): GammaGamma => ({ p, q, v });
  return fit(alike, gammaGammaLogLikelihood, model, [start.p, start.q, start.v], customers.length);
}

/** All parameters are positive: the search runs over their logarithms, so that it cannot leave. */
function fit<Model, Data>(
  alike: readonly (readonly [Data, number])[],
  logLikelihood: (model: Model, data: Data) => number,
  model: (parameters: readonly number[]) => Model,
  start: readonly number[],
  n: number,
): Fit<Model> | null {
  if (n === 0) return null;
  const mean = (at: readonly number[]): number => {
    const tried = model(at.map(Math.exp));
    return -alike.reduce((sum, [data, times]) => sum + times * logLikelihood(tried, data), 0) / n;
  };
  const { at, value, converged } = nelderMead(mean, start.map(Math.log), { tolerance: 1e-10 });
  const parameters = at.map(Math.exp);
  if (!converged || parameters.some(each => !(each > LEAST && each < MOST))) return null;
  return { model: model(parameters), logLikelihood: -value * n, n };
}

/** Customers who bought alike have the same likelihood: one of them is worked out, and counts as many times. */
function counted<Data>(customers: readonly Data[], key: (data: Data) => string): (readonly [Data, number])[] {
  const groups = new Map<string, [Data, number]>();
  for (const each of customers) {
    const group = groups.get(key(each));
    if (group) group[1] += 1;
    else groups.set(key(each), [each, 1]);
  }
  return [...groups.values()];
}
