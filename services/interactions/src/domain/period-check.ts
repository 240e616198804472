import type { CalendarFlaw } from '@rapport/business-time';
import { HANDLING_TIME, rhythmOf } from './rhythm-measures.ts';
import type { StandardForm } from './standard.ts';

const flaw = (wrong: boolean, pointer: string, message: string): CalendarFlaw[] =>
  wrong ? [{ pointer, message }] : [];

export const isMeasuredByPeriod = (measure: StandardForm['measure']): boolean =>
  measure === HANDLING_TIME || rhythmOf(measure) !== undefined;

/** What keeps that from being measured which is measured over periods; and what belongs to it only. */
export function periodFlaws(form: StandardForm, calendars: readonly string[]): CalendarFlaw[] {
  const { measure, per, whose, calendar, warnAfter } = form;
  const named = flaw(whose !== undefined && rhythmOf(measure) === undefined, '/whose', 'belongs to rhythms only');
  if (!isMeasuredByPeriod(measure)) {
    return [...flaw(per !== undefined, '/per', 'belongs to rhythms and handling time only'), ...named];
  }
  return [
    ...flaw(per === undefined, '/per', 'must say in which period'),
    ...flaw(calendar === undefined, '/calendar', 'must say when periods begin'),
    ...flaw(calendar !== undefined && !calendars.includes(calendar), '/calendar', `is not known or not in force`),
    ...(measure === HANDLING_TIME
      ? [...flaw(warnAfter !== undefined, '/warnAfter', 'a median has no clock'), ...named]
      : rhythmFlaws(form)),
  ];
}

function rhythmFlaws({ whose, channels, limits }: StandardForm): CalendarFlaw[] {
  const [first] = limits;
  return [
    ...flaw(channels !== undefined, '/channels', 'a rhythm has none'),
    ...flaw(limits.length > 1, '/limits/1', 'a rhythm has one limit'),
    ...flaw(first?.valueClass !== undefined, '/limits/0/valueClass', 'a rhythm is that of no customer'),
    ...flaw(first?.type !== undefined, '/limits/0/type', 'a rhythm is that of no contact'),
    ...flaw(first?.limit === 0, '/limits/0/limit', 'must be once at least'),
    ...flaw(new Set(whose).size < (whose?.length ?? 0), '/whose', 'names one twice'),
  ];
}
