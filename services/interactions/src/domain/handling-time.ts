import type { CalendarPeriod } from './calendar-period.ts';
import { periodsOf, whole, type Span } from './period-standard.ts';
import { HANDLING_TIME } from './rhythm-measures.ts';
import { holding, inForce, type Kept, type Rules, type Standard } from './standard.ts';

/** Contacts of one period that standards may not tell apart. */
export interface HandledGroup extends Omit<Kept, 'measure'> {
  readonly from: string;
  readonly until: string;
}

/** What has one median: the contacts of a period to which one limit of a version applies. */
export interface Cell {
  readonly standard: string;
  readonly version: number;
  readonly place: number;
  readonly from: string;
}

/** Of a cell how many contacts there were, and their median in seconds. */
export interface Median extends Cell {
  readonly contacts: number;
  readonly seconds: number;
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600 };

interface Measured {
  readonly standard: Standard;
  readonly periods: readonly CalendarPeriod[];
}

/** The versions that ask for a median, with the periods that began under each and are over. */
export const askedFor = (rules: Rules, span: Span): Measured[] =>
  rules.standards
    .filter(({ form }) => form.measure === HANDLING_TIME && form.on)
    .map(standard => ({ standard, periods: periodsOf(standard, rules, span) }))
    .filter(({ periods }) => periods.length > 0);

/** The cell of a group: that of the standard which held when the period began; none where no standard counts by this period. */
export function cellOf({ standards }: Rules, asked: readonly Measured[], group: HandledGroup): Cell | undefined {
  const { from, until } = group;
  const found = holding(inForce(standards, from), { ...group, measure: HANDLING_TIME });
  const counts = asked.find(({ standard }) => standard === found?.standard);
  if (found === undefined || counts === undefined) return undefined;
  if (!counts.periods.some(period => period.from === from && period.until === until)) return undefined;
  const { code, version } = found.standard;
  return { standard: code, version, place: found.place, from };
}

/** How far medians keep within their limits, by version: each period and limit of which there were contacts counts once. */
export function handlingTimesKept(asked: readonly Measured[], medians: readonly Median[]) {
  return asked.map(({ standard, periods }) => {
    const own = medians.filter(each => each.standard === standard.code && each.version === standard.version);
    const judged = periods.map(period => judge(standard, period, own));
    return { ...whole(standard, judged), unit: standard.form.unit, periods: judged };
  });
}

function judge({ form }: Standard, { day, from, until }: CalendarPeriod, medians: readonly Median[]) {
  const scale = SECONDS[form.unit] ?? 1;
  const limits = medians
    .filter(each => each.from === from)
    .sort((a, b) => a.place - b.place)
    .flatMap(({ place, contacts, seconds }) => {
      const promised = form.limits[place];
      if (promised === undefined) return [];
      const median = Math.round((seconds / scale) * 100) / 100;
      return [{ ...promised, contacts, median, met: seconds <= promised.limit * scale }];
    });
  return { day, from, until, n: limits.length, met: limits.filter(({ met }) => met).length, limits };
}
