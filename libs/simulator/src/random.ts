/** A source of reproducible randomness: the same seed text gives the same draws on every machine. */
export interface Random {
  /** Uniform on [0, 1). */
  uniform(): number;
  /** Uniform whole number in [low, high], both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Throws RangeError when there is nothing to pick from. */
  pick<T>(values: readonly T[]): T;
  /** One key, drawn in proportion to its weight. Weights need not add up to one. */
  weighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>, fallback: NoInfer<K>): K;
  normal(mean: number, deviation: number): number;
  exponential(mean: number): number;
  gamma(shape: number, rate: number): number;
  beta(a: number, b: number): number;
  poisson(mean: number): number;
}

export function createRandom(seed: string): Random {
  const uniform = sfc32(words(seed));
  const normal = (mean: number, deviation: number): number =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const gamma = (shape: number, rate: number): number => standardGamma(shape, uniform, normal) / rate;
  return {
    uniform,
    integer: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
    chance: probability => uniform() < probability,
    pick: values => {
      const [value] = values.slice(Math.floor(uniform() * values.length));
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
    weighted: (weights, fallback) => drawWeighted(weights, fallback, uniform()),
    normal,
    exponential: mean => -mean * Math.log(1 - uniform()),
    gamma,
    beta: (a, b) => {
      const x = gamma(a, 1);
      return x / (x + gamma(b, 1));
    },
    poisson: mean => poisson(mean, uniform),
  };
}

/** Small fast counting generator of 32 bits: 128 bits of state, passes PractRand. */
function sfc32([first, second, third]: readonly [number, number, number]): () => number {
  let a = first;
  let b = second;
  let c = third;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  return next;
}

/** Three FNV-1a hashes of the text, each from another offset: near seeds give unrelated streams. */
function words(seed: string): [number, number, number] {
  const hash = (offset: number): number => {
    let value = offset;
    for (let at = 0; at < seed.length; at += 1) value = Math.imul(value ^ seed.charCodeAt(at), 16_777_619);
    value = Math.imul(value ^ (value >>> 15), 2_246_822_519);
    return value ^ (value >>> 13);
  };
  return [hash(2_166_136_261), hash(3_735_928_559), hash(1_013_904_223)];
}

/** Marsaglia and Tsang (2000); a shape below one is boosted by a power of a uniform. */
function standardGamma(shape: number, uniform: () => number, normal: (m: number, d: number) => number): number {
  if (shape < 1) return standardGamma(shape + 1, uniform, normal) * Math.pow(1 - uniform(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(0, 1);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Knuth's product of uniforms: fine for the small means used here. */
function poisson(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count += 1;
  return count;
}

function drawWeighted<K extends string>(weights: Readonly<Partial<Record<K, number>>>, fallback: K, draw: number): K {
  let total = 0;
  for (const key in weights) total += weights[key] ?? 0;
  let left = draw * total;
  for (const key in weights) {
    left -= weights[key] ?? 0;
    if (left < 0) return key;
  }
  return fallback;
}
