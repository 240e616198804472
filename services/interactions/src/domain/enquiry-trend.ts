import { rateTrend } from '@rapport/statistics';
import type { CalendarPeriod } from './calendar-period.ts';
import { periodsOf, type Span } from './period-standard.ts';
import { ENQUIRY_RATE } from './rhythm-measures.ts';
import type { Rules, Standard } from './standard.ts';

/** A period in which enquiries and orders are counted, and which contacts are ones. */
export interface CountedPeriod extends CalendarPeriod {
  readonly types: readonly string[];
  readonly channels: readonly string[] | null;
}

/** How many enquiries there were in a period, and how many orders. */
export interface Volume {
  readonly enquiries: number;
  readonly orders: number;
}

interface Asked {
  readonly standard: Standard;
  readonly periods: readonly CountedPeriod[];
}

/** The versions that ask for a trend, with the periods that began under each and are over. */
export const trendsAsked = (rules: Rules, span: Span): Asked[] =>
  rules.standards
    .filter(({ form }) => form.measure === ENQUIRY_RATE && form.on)
    .map(standard => {
      const { types = [], channels = null } = standard.form;
      return { standard, periods: periodsOf(standard, rules, span).map(period => ({ ...period, types, channels })) };
    })
    .filter(({ periods }) => periods.length > 0);

/**
 * Whether enquiries per 100 orders fall as a version asks: its limit is what share of the period before there may be at most. That they
 * do is said where the whole 95 % interval of the factor from period to period is below it, that they do not where it is not.
 */
export function trendOf({ standard, periods }: Asked, volumes: readonly Volume[]) {
  const { code, version, form } = standard;
  const counted = periods.map(({ day, from, until }, i) => {
    const { enquiries, orders } = volumes[i] ?? { enquiries: 0, orders: 0 };
    const per100 = orders === 0 ? null : Math.round((10_000 * enquiries) / orders) / 100;
    return { day, from, until, enquiries, orders, per100 };
  });
  const limit = form.limits[0]?.limit ?? 1;
  const change = rateTrend(counted.map(({ enquiries, orders }) => ({ events: enquiries, exposure: orders })));
  return {
    ...{ standard: code, version, measure: ENQUIRY_RATE, types: form.types ?? [] },
    ...(form.channels && { channels: form.channels }),
    ...{ limit, change, onTarget: change === null ? null : verdict(change, limit), periods: counted },
  };
}

function verdict({ low, high }: { readonly low: number; readonly high: number }, limit: number): boolean | null {
  if (high < limit) return true;
  return low >= limit ? false : null;
}
