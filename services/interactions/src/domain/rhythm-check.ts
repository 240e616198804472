import type { CalendarFlaw } from '@rapport/business-time';
import { rhythmOf } from './rhythm-measures.ts';
import type { StandardForm } from './standard.ts';

const flaw = (wrong: boolean, pointer: string, message: string): CalendarFlaw[] =>
  wrong ? [{ pointer, message }] : [];

/** What keeps a rhythm from being measured; and what belongs to rhythms only. */
export function rhythmFlaws(form: StandardForm, calendars: readonly string[]): CalendarFlaw[] {
  const { measure, per, whose, channels, limits, calendar } = form;
  if (rhythmOf(measure) === undefined) {
    return [
      ...flaw(per !== undefined, '/per', 'belongs to rhythms only'),
      ...flaw(whose !== undefined, '/whose', 'belongs to rhythms only'),
    ];
  }
  const [first] = limits;
  return [
    ...flaw(per === undefined, '/per', 'must say in which period'),
    ...flaw(calendar === undefined, '/calendar', 'must say when periods begin'),
    ...flaw(calendar !== undefined && !calendars.includes(calendar), '/calendar', `is not known or not in force`),
    ...flaw(channels !== undefined, '/channels', 'a rhythm has none'),
    ...flaw(limits.length > 1, '/limits/1', 'a rhythm has one limit'),
    ...flaw(first?.valueClass !== undefined, '/limits/0/valueClass', 'a rhythm is that of no customer'),
    ...flaw(first?.type !== undefined, '/limits/0/type', 'a rhythm is that of no contact'),
    ...flaw(first?.limit === 0, '/limits/0/limit', 'must be once at least'),
    ...flaw(new Set(whose).size < (whose?.length ?? 0), '/whose', 'names one twice'),
  ];
}
