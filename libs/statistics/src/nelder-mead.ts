/** Where the search ended, and whether it ended because nothing was left to gain. */
export interface Found {
  readonly at: readonly number[];
  readonly value: number;
  readonly converged: boolean;
}

interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * The point near `start` at which `f` is least, found without derivatives by the simplex of Nelder and Mead (1965, The Computer
 * Journal 7), steps as in Lagarias et al. (1998). Ends when the values of all corners differ by less than `tolerance`, or after
 * `most` evaluations. A value that is not finite counts as infinitely bad.
 */
export function nelderMead(
  f: (at: readonly number[]) => number,
  start: readonly number[],
  { step = 0.5, tolerance = 1e-8, most = 2000 } = {},
): Found {
  let evaluations = 0;
  const vertex = (at: readonly number[]): Vertex => {
    evaluations += 1;
    const value = f(at);
    return { at, value: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY };
  };
  let simplex = sorted([vertex(start), ...start.map((_, i) => vertex(start.map((x, j) => (i === j ? x + step : x))))]);
  for (;;) {
    const { best, worst } = ends(simplex);
    const converged = worst.value - best.value <= tolerance;
    if (converged || evaluations >= most) return { ...best, converged };
    const rest = simplex.slice(0, -1);
    const next = replaced(rest, worst, vertex);
    const shrunk = (): Vertex[] => simplex.slice(1).map(({ at }) => vertex(between(best.at, at, 0.5)));
    simplex = sorted(next ? [...rest, next] : [best, ...shrunk()]);
  }
}

/** What the worst corner is replaced by; undefined where the simplex has to shrink. */
function replaced(
  rest: readonly Vertex[],
  worst: Vertex,
  vertex: (at: readonly number[]) => Vertex,
): Vertex | undefined {
  const { best, worst: second } = ends(rest);
  const centre = best.at.map((_, i) => rest.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / rest.length);
  const reflected = vertex(between(centre, worst.at, -1));
  if (reflected.value < best.value) {
    const expanded = vertex(between(centre, worst.at, -2));
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const outside = reflected.value < worst.value;
  const contracted = vertex(between(centre, outside ? reflected.at : worst.at, 0.5));
  return contracted.value < Math.min(worst.value, reflected.value) ? contracted : undefined;
}

const sorted = (simplex: readonly Vertex[]): readonly Vertex[] => simplex.toSorted((a, b) => a.value - b.value);

const between = (from: readonly number[], to: readonly number[], share: number): number[] =>
  from.map((x, i) => x + share * ((to[i] ?? 0) - x));

function ends(simplex: readonly Vertex[]): { best: Vertex; worst: Vertex } {
  const [best, worst] = [simplex[0], simplex.at(-1)];
  if (!best || !worst) throw new RangeError('a search needs at least one dimension');
  return { best, worst };
}
