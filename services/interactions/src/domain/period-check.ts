import type { CalendarFlaw } from '@rapport/business-time';
import { ENQUIRY_RATE, HANDLING_TIME, rhythmOf } from './rhythm-measures.ts';
import type { StandardForm } from './standard.ts';

const flaw = (wrong: boolean, pointer: string, message: string): CalendarFlaw[] =>
  wrong ? [{ pointer, message }] : [];

export const isMeasuredByPeriod = (measure: StandardForm['measure']): boolean =>
  measure === HANDLING_TIME || measure === ENQUIRY_RATE || rhythmOf(measure) !== undefined;

/** What keeps that from being measured which is measured over periods; and what belongs to it only. */
export function periodFlaws(form: StandardForm, calendars: readonly string[]): CalendarFlaw[] {
  const { measure, per, whose, calendar, types } = form;
  const named = [
    ...flaw(whose !== undefined && rhythmOf(measure) === undefined, '/whose', 'belongs to rhythms only'),
    ...flaw(types !== undefined && measure !== ENQUIRY_RATE, '/types', 'belongs to enquiries only'),
  ];
  if (!isMeasuredByPeriod(measure)) {
    return [...flaw(per !== undefined, '/per', 'belongs to what is measured over periods only'), ...named];
  }
  return [
    ...flaw(per === undefined, '/per', 'must say in which period'),
    ...flaw(calendar === undefined, '/calendar', 'must say when periods begin'),
    ...flaw(calendar !== undefined && !calendars.includes(calendar), '/calendar', `is not known or not in force`),
    ...named,
    ...ownFlaws(form),
  ];
}

function ownFlaws(form: StandardForm): CalendarFlaw[] {
  if (form.measure === ENQUIRY_RATE) return enquiryFlaws(form);
  if (form.measure !== HANDLING_TIME) return rhythmFlaws(form);
  return flaw(form.warnAfter !== undefined, '/warnAfter', 'a median has no clock');
}

function enquiryFlaws({ types, limits, target }: StandardForm): CalendarFlaw[] {
  const [first] = limits;
  return [
    ...flaw(types === undefined, '/types', 'must say which contacts are enquiries'),
    ...flaw(limits.length > 1, '/limits/1', 'a trend has one limit'),
    ...flaw(first?.valueClass !== undefined, '/limits/0/valueClass', 'orders are not told apart by class'),
    ...flaw(first?.type !== undefined, '/limits/0/type', 'is said by types'),
    ...flaw(first?.limit === 0, '/limits/0/limit', 'must be more than nothing'),
    ...flaw(target !== 1, '/target', 'must be 1: a trend is kept or not'),
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
