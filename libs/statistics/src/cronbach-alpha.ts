/**
 * Cronbach's alpha of a scale: how far its items measure the same (Cronbach 1951, Psychometrika 16):
 * k / (k − 1) × (1 − Σ variance of each item / variance of the total). One row a respondent, one number an item, none
 * missing. Null below two items or two respondents, and where all totals are alike.
 */
export function cronbachAlpha(rows: readonly (readonly number[])[]): number | null {
  const k = rows[0]?.length ?? 0;
  if (k < 2 || rows.length < 2) return null;
  if (rows.some(row => row.length !== k)) throw new RangeError('every respondent must have answered every item');
  const items = Array.from({ length: k }, (_, i) => sampleVariance(rows.map(row => row[i] ?? 0)));
  const total = sampleVariance(rows.map(sum));
  return total === 0 ? null : (k / (k - 1)) * (1 - sum(items) / total);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function sampleVariance(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return sum(values.map(value => (value - mean) ** 2)) / (values.length - 1);
}
