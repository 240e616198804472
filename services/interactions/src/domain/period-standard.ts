import { wilsonInterval } from '@rapport/statistics';
import { periodsWithin, type CalendarPeriod } from './calendar-period.ts';
import { inForce, type Rules, type Standard } from './standard.ts';

export interface Span {
  readonly from: string;
  readonly until: string;
}

/** The periods of a standard that lie within a span: each belongs to the version, and is told by the calendar, in force when it began. */
export function periodsOf(standard: Standard, { standards, calendars }: Rules, span: Span): CalendarPeriod[] {
  const { form, code } = standard;
  const { per } = form;
  if (per === undefined) return [];
  const versions = standards.filter(each => each.code === code);
  const clocks = calendars.filter(each => each.code === form.calendar);
  return clocks
    .flatMap(clock =>
      periodsWithin(per, clock.form, span).filter(
        ({ from }) => inForce(versions, from)[0] === standard && inForce(clocks, from)[0] === clock,
      ),
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** What was judged in the periods of a version, put together, with a 95 % interval (Wilson). */
export function whole(
  { code, version, form }: Standard,
  periods: readonly { readonly n: number; readonly met: number }[],
) {
  const n = periods.reduce((sum, each) => sum + each.n, 0);
  const met = periods.reduce((sum, each) => sum + each.met, 0);
  const { value: share = null, low = null, high = null } = wilsonInterval(met, n) ?? {};
  const onTarget = share === null ? null : share >= form.target;
  return { standard: code, version, target: form.target, n, met, share, low, high, onTarget };
}
