import { DateTime } from 'luxon';
import Type, { type Static } from 'typebox';
import type { Span } from '../domain/period-standard.ts';
import { closed } from './bodies.ts';

const periods = (months: number) =>
  Type.Object(
    { months: Type.Integer({ minimum: 1, maximum: 24, default: months, description: 'How far back from now' }) },
    closed,
  );
export const PeriodsQuery = periods(3);
/** A trend is seen over more of them. */
export const TrendQuery = periods(12);
export type PeriodsQuery = Static<typeof PeriodsQuery>;

/** So many months up to now. */
export function monthsBack(months: number): Span {
  const now = DateTime.utc();
  return { from: now.minus({ months }).toJSDate().toISOString(), until: now.toJSDate().toISOString() };
}
