import { logistic } from './logistic.ts';

/** One case: its features as numbers, and whether it came true. */
export interface Case {
  readonly x: readonly number[];
  readonly y: boolean;
}

const STEPS = 50;
const CLOSE = 1e-9;

/**
 * The coefficients that make the cases most likely, the intercept first: Newton's method (iteratively reweighted least squares) with
 * a ridge penalty λ/2 · Σ b² on all but the intercept, which keeps them finite where a feature parts the cases wholly (Le Cessie
 * and van Houwelingen 1992). Null where it does not converge.
 */
export function fitLogistic(cases: readonly Case[], ridge: number): number[] | null {
  const size = (cases[0]?.x.length ?? 0) + 1;
  let beta = Array.from({ length: size }, () => 0);
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian } = slopes(cases, beta, ridge);
    const change = solve(hessian, gradient);
    if (change === null) return null;
    beta = beta.map((b, i) => b + (change[i] ?? 0));
    if (!beta.every(Number.isFinite)) return null;
    if (Math.max(...change.map(Math.abs)) < CLOSE) return beta;
  }
  return null;
}

function slopes(cases: readonly Case[], beta: readonly number[], ridge: number) {
  const penalty = (i: number): number => (i === 0 ? 0 : ridge);
  const gradient = beta.map((b, i) => -penalty(i) * b);
  const hessian = beta.map((_, i) => beta.map((_other, j) => (i === j ? penalty(i) : 0)));
  for (const { x, y } of cases) {
    const row = [1, ...x];
    const p = logistic(row.reduce((sum, value, i) => sum + value * (beta[i] ?? 0), 0));
    const weight = p * (1 - p);
    row.forEach((value, i) => {
      gradient[i] = (gradient[i] ?? 0) + value * (Number(y) - p);
      const line = hessian[i];
      if (line) row.forEach((other, j) => (line[j] = (line[j] ?? 0) + weight * value * other));
    });
  }
  return { gradient, hessian };
}

/** Gaussian elimination with partial pivoting; null where the matrix is singular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((line, i) => [...line, right[i] ?? 0]);
  for (let column = 0; column < rows.length; column++) {
    const below = rows.slice(column);
    const pivot = below.reduce((best, row) => (size(row, column) > size(best, column) ? row : best), below[0] ?? []);
    const head = pivot[column] ?? 0;
    if (Math.abs(head) < 1e-12) return null;
    const at = rows.indexOf(pivot);
    [rows[column], rows[at]] = [pivot, rows[column] ?? []];
    rows.forEach((row, i) => {
      const factor = i === column ? 0 : (row[column] ?? 0) / head;
      if (factor !== 0) pivot.forEach((value, j) => (row[j] = (row[j] ?? 0) - factor * value));
    });
  }
  return rows.map((row, i) => (row[rows.length] ?? 0) / (row[i] ?? 1));
}

const size = (row: readonly number[], column: number): number => Math.abs(row[column] ?? 0);
