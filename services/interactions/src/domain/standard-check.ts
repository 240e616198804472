import { CONDUCT_KINDS, STANDARD_MEASURES } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { flawsOf, type Calendar, type CalendarFlaw } from '@rapport/business-time';
import { isMeasuredByPeriod, periodFlaws } from './period-check.ts';
import { ENQUIRY_RATE, HANDLING_TIME, RHYTHM_MEASURES, rhythmOf } from './rhythm-measures.ts';
import type { StandardForm } from './standard.ts';

export const MEASURES = [
  ...STANDARD_MEASURES,
  ...CONDUCT_KINDS,
  ...RHYTHM_MEASURES,
  HANDLING_TIME,
  ENQUIRY_RATE,
] as const;

const TIMES = ['seconds', 'minutes', 'hours', 'businessHours'];
const UNITS: Readonly<Record<(typeof STANDARD_MEASURES)[number], readonly string[]>> = {
  answer: TIMES,
  resolve: TIMES,
  idle: TIMES,
  visitWindow: ['minutes'],
  handOvers: ['count'],
  repeats: ['count'],
  orderRight: ['count'],
  promiseKept: ['count'],
  callBack: TIMES,
};
/** Of each unit as much as a clock can still be set to: business hours are looked for over ten years. */
const MOST: Readonly<Record<string, number>> = {
  seconds: 86_400,
  minutes: 10_080,
  hours: 8_760,
  businessHours: 1_000,
  count: 1_000,
  share: 1,
};

/** Throws `calendar-invalid` with every place where a calendar can't be kept. */
export function checkCalendar(calendar: Calendar): void {
  refuse('calendar-invalid', 'The calendar cannot be kept', flawsOf(calendar));
}

/** Throws `standard-invalid` with every place where a standard could not be measured; it may name these calendars. */
export function checkStandard(form: StandardForm, calendars: readonly string[]): void {
  refuse('standard-invalid', 'The standard cannot be measured', [
    ...wrongUnit(form),
    ...wrongCalendar(form, calendars),
    ...wrongLimits(form),
    ...wrongItems(form),
    ...periodFlaws(form, calendars),
  ]);
}

function refuse(slug: string, said: string, flaws: readonly CalendarFlaw[]): void {
  if (flaws.length === 0) return;
  const where = flaws.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
  throw new DomainError(slug, `${said}: ${where}.`, flaws);
}

/** Of what is told of at once, and of what is measured otherwise. */
function unitsOf(measure: StandardForm['measure']): readonly string[] {
  const units = STANDARD_MEASURES.flatMap(each => (each === measure ? UNITS[each] : []));
  if (units.length > 0) return units;
  if (measure === HANDLING_TIME) return TIMES.filter(unit => unit !== 'businessHours');
  return [rhythmOf(measure) === undefined ? 'share' : 'count'];
}

const wrong = (pointer: string, message: string): CalendarFlaw[] => [{ pointer, message }];

function wrongUnit({ measure, unit, warnAfter }: StandardForm): CalendarFlaw[] {
  const allowed = unitsOf(measure);
  return [
    ...(allowed.includes(unit) ? [] : wrong('/unit', `must be one of ${allowed.join(', ')} for ${measure}`)),
    ...(warnAfter !== undefined && !TIMES.includes(unit) ? wrong('/warnAfter', 'belongs to times only') : []),
  ];
}

function wrongCalendar({ unit, calendar, measure }: StandardForm, calendars: readonly string[]): CalendarFlaw[] {
  if (isMeasuredByPeriod(measure)) return [];
  if (unit !== 'businessHours') {
    return calendar === undefined ? [] : wrong('/calendar', 'belongs to business hours only');
  }
  if (calendar === undefined) return wrong('/calendar', 'must say when business hours pass');
  return calendars.includes(calendar) ? [] : wrong('/calendar', `is not known or not in force: ${calendar}`);
}

function wrongLimits({ unit, limits, measure }: StandardForm): CalendarFlaw[] {
  const most = MOST[unit] ?? 0;
  const isClock = TIMES.includes(unit) && measure !== 'visitWindow';
  return limits.flatMap(({ limit }, i) => {
    const pointer = `/limits/${i}/limit`;
    if (limit > most) return wrong(pointer, `is more than ${most} ${unit}`);
    if (isClock && limit <= 0) return wrong(pointer, 'must be more than nothing');
    return unit === 'count' && !Number.isInteger(limit) ? wrong(pointer, 'must be a whole number') : [];
  });
}

function wrongItems({ measure, items = [] }: StandardForm): CalendarFlaw[] {
  if (items.length > 0 && !CONDUCT_KINDS.some(kind => kind === measure))
    return wrong('/items', 'belong to observed conduct only');
  return new Set(items).size < items.length ? wrong('/items', 'has an item twice') : [];
}
