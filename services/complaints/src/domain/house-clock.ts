import { HOUSE_CLOCKS } from '@rapport/contracts';
import { businessDeadline, businessTimeBetween, type Calendar } from '@rapport/business-time';
import type { CalendarVersion, NamedCalendar } from './calendar.ts';
import type { CallBackTerms } from './call-back.ts';

export type HouseClock = (typeof HOUSE_CLOCKS)[number];
export type Severity = 1 | 2 | 3 | 4;
export type Times = Readonly<Record<HouseClock, string>>;

/** What the house has promised itself: reference data, looked up and passed in with a command. */
export interface HouseRules {
  readonly version: number;
  /** The version in force when the command occurred, of the calendar that the rules name. */
  readonly calendar: CalendarVersion;
  /** All that a complaint may have begun under. */
  readonly calendars: readonly CalendarVersion[];
  /** Which calendar each version of the rules names, in the order of their times. */
  readonly named: readonly NamedCalendar[];
  /** Business hours by severity. */
  readonly hours: Readonly<Record<Severity, Readonly<Record<HouseClock, number>>>>;
  /** By value class; a class that is not named or not known counts as 1. */
  readonly factors: Readonly<Record<string, number>>;
  /** Rules from before there were call-backs have none. */
  readonly callBacks?: CallBackTerms | undefined;
}

export interface Clock {
  readonly dueAt: string;
  readonly warnAt: string;
  readonly warned: boolean;
  readonly breached: boolean;
  readonly stopped: boolean;
}
export type Clocks = Readonly<Record<HouseClock, Clock>>;

export interface Timetable {
  readonly due: Times;
  readonly warnAt: Times;
}

/** The share of a clock's time after which it warns. */
export const WARN_AFTER = 0.8;

const HOUR = 3_600_000;

/** When each clock of a complaint warns and is due, if nothing interrupts it. */
export function timetable(
  rules: HouseRules,
  severity: Severity,
  valueClass: string | undefined,
  at: string,
): Timetable {
  const calendar = rules.calendar.form;
  const factor = valueClass === undefined ? 1 : (rules.factors[valueClass] ?? 1);
  const after = (share: number): Times =>
    byClock(clock => {
      const duration = Math.round(rules.hours[severity][clock] * HOUR * factor * share);
      return iso(businessDeadline(calendar, Date.parse(at), duration));
    });
  return { due: after(1), warnAt: after(WARN_AFTER) };
}

/** The times after the clocks stood still: each that still runs moves by the business time that passed meanwhile. */
export function movedBy(clocks: Clocks, calendar: Calendar, from: string, to: string): Timetable {
  const pause = businessTimeBetween(calendar, Date.parse(from), Date.parse(to));
  const move = (time: (clock: Clock) => string): Times =>
    byClock(name => {
      const clock = clocks[name];
      if (clock.stopped || clock.breached) return time(clock);
      return iso(businessDeadline(calendar, Date.parse(time(clock)), pause));
    });
  return { due: move(clock => clock.dueAt), warnAt: move(clock => clock.warnAt) };
}

export const started = ({ due, warnAt }: Timetable): Clocks =>
  byClock(name => ({ dueAt: due[name], warnAt: warnAt[name], warned: false, breached: false, stopped: false }));

export const retimed = (clocks: Clocks, { due, warnAt }: Timetable): Clocks =>
  byClock(name => ({ ...clocks[name], dueAt: due[name], warnAt: warnAt[name] }));

export const stopped = (clocks: Clocks, name: HouseClock): Clocks => change(clocks, name, { stopped: true });

export const change = (clocks: Clocks, name: HouseClock, to: Partial<Clock>): Clocks => ({
  ...clocks,
  [name]: { ...clocks[name], ...to },
});

export interface Firing {
  readonly kind: 'warn' | 'breach';
  readonly clock: HouseClock;
  readonly dueAt: string;
  readonly at: string;
}

/** What running clocks will still say, soonest first: each warns once and breaches once. */
export function firings(clocks: Clocks): readonly Firing[] {
  return HOUSE_CLOCKS.flatMap(clock => {
    const { dueAt, warnAt, warned, breached, stopped: done } = clocks[clock];
    if (done || breached) return [];
    const breach: Firing = { kind: 'breach', clock, dueAt, at: dueAt };
    return warned ? [breach] : [{ kind: 'warn' as const, clock, dueAt, at: warnAt }, breach];
  }).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function byClock<T>(of: (clock: HouseClock) => T): Readonly<Record<HouseClock, T>> {
  return { acknowledge: of('acknowledge'), firstAnswer: of('firstAnswer'), resolve: of('resolve') };
}

const iso = (at: number): string => new Date(at).toISOString();
