import type { CalendarPeriod } from './calendar-period.ts';
import { periodsOf, whole, type Span } from './period-standard.ts';
import { rhythmOf, type Rhythm } from './rhythm-measures.ts';
import type { Rules, Standard } from './standard.ts';

/** A visit, training or brief that was held, for a place or a team. */
export interface Held {
  readonly measure: Rhythm;
  readonly whose: string;
  readonly at: string;
}

/** Since when there is something of the kind about a place or team, ever. */
export type FirstHeld = Held;

/**
 * How far standards of rhythm are kept, by version: of the periods of each place or team those with as many as promised, with
 * a 95 % interval (Wilson). A period belongs to the version, and is told by the calendar, in force when it began. A place or team
 * that the standard does not name counts after the period in which it was first heard of.
 */
export function rhythmsKept(rules: Rules, held: readonly Held[], first: readonly FirstHeld[], span: Span) {
  return rules.standards.flatMap(standard => {
    const measure = rhythmOf(standard.form.measure);
    if (measure === undefined || !standard.form.on) return [];
    const known = first.filter(each => each.measure === measure);
    const all = periodsOf(standard, rules, span);
    const own = Map.groupBy(
      held.filter(each => each.measure === measure),
      ({ at }) => all[lastBegun(all, at)]?.from,
    );
    const periods = all.map(period => judged(standard, period, own.get(period.from) ?? [], known));
    return periods.length === 0 ? [] : [{ ...whole(standard, periods), measure, periods }];
  });
}

/** The last of the periods, in order, that began by then; −1 where none did. */
function lastBegun(periods: readonly CalendarPeriod[], at: string): number {
  let [low, high] = [0, periods.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((periods[middle]?.from ?? '') <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function judged(
  { form }: Standard,
  { day, from, until }: CalendarPeriod,
  held: readonly Held[],
  first: readonly FirstHeld[],
) {
  const wanted = form.whose ?? first.filter(({ at }) => at < from).map(({ whose }) => whose);
  const least = form.limits[0]?.limit ?? 1;
  const within = Map.groupBy(
    held.filter(({ at }) => at < until),
    ({ whose }) => whose,
  );
  const missed = wanted.filter(whose => (within.get(whose)?.length ?? 0) < least).sort();
  return { day, from, until, n: wanted.length, met: wanted.length - missed.length, missed };
}
