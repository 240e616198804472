export interface MonthValue {
  /** `2026-03` */
  month: string;
  value: number | null;
}

export interface YearOnYear {
  months: string[];
  current: (number | null)[];
  previous: (number | null)[];
}

function before(month: string, years: number): string {
  const [year = '1970', index = '01'] = month.split('-');
  return `${Number(year) - years}-${index}`;
}

/** The last twelve months beside the same months a year earlier. */
export function yearOnYear(values: readonly MonthValue[]): YearOnYear {
  const known = new Map(values.map(({ month, value }) => [month, value]));
  const months = values.slice(-12).map(({ month }) => month);
  return {
    months,
    current: months.map(month => known.get(month) ?? null),
    previous: months.map(month => known.get(before(month, 1)) ?? null),
  };
}

/** A month that is still running would look like a fall; it is left out of comparisons. */
export function complete<T extends { month: string }>(months: readonly T[], asOf: string): T[] {
  return months.filter(({ month }) => month < asOf.slice(0, 7));
}

export interface Change {
  last: MonthValue & { value: number };
  previous: MonthValue & { value: number };
  by: number;
}

function isKnown(month: MonthValue): month is MonthValue & { value: number } {
  return month.value !== null;
}

/** The last month with a figure against the one before it that has one. */
export function lastChange(values: readonly MonthValue[]): Change | null {
  const [previous, last] = values.filter(isKnown).slice(-2);
  return previous && last ? { last, previous, by: last.value - previous.value } : null;
}

export interface Limits {
  min: number;
  max: number;
  interval: number;
}

/** The months of a count up to the last complete one: a month in which nothing was counted is a zero, not a gap. */
export function monthlyCounts(
  months: readonly { month: string; n: number }[],
  asOf: string,
  length = 24,
): MonthValue[] {
  const known = new Map(months.map(({ month, n }) => [month, n]));
  const end = new Date(asOf);
  return Array.from({ length }, (_, i) => {
    const month = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - length + i, 1)).toISOString().slice(0, 7);
    return { month, value: known.get(month) ?? 0 };
  });
}

/** Axis limits that let a change be seen: whole steps, and at most four of them between the lines. */
export function limits(values: readonly (number | null)[], step: number): Limits {
  const known = values.filter(value => value !== null);
  if (known.length === 0) return { min: 0, max: step, interval: step };
  const lowest = Math.floor(Math.min(...known) / step) * step;
  const steps = Math.max(1, Math.ceil((Math.max(...known) - lowest) / step));
  const interval = Math.ceil(steps / 4) * step;
  return { min: lowest, max: lowest + Math.ceil((steps * step) / interval - 1e-9) * interval, interval };
}
