import type { GOAL_MEASURES } from '@rapport/contracts';
import { before, lastPeriods, monthsBetween, nameOf, type Period } from './report-period.ts';

export type GoalMeasure = (typeof GOAL_MEASURES)[number];

/** Deliveries of one month to one place, counted. */
export interface Counted {
  readonly month: string;
  readonly place: string | null;
  readonly region: string | null;
  readonly deliveries: number;
  readonly volume: number;
  /** Of how many it is known whether they were sent in time, and how many were. */
  readonly sentKnown: number;
  readonly sentOnTime: number;
  readonly arrivedKnown: number;
  readonly arrivedOnTime: number;
  readonly documentsRight: number;
  /** Complete, nothing lost and nothing damaged. */
  readonly shippedRight: number;
  readonly lossAndDamage: number;
  readonly accidents: number;
}

/** Shares from 0 to 1 of the deliveries of which it is known; null where there were none. */
export interface Figures extends Readonly<Record<Exclude<GoalMeasure, 'volume'>, number | null>> {
  readonly deliveries: number;
  readonly volume: number;
}

export interface AgreedGoal {
  readonly goalId: string;
  readonly measure: GoalMeasure;
  readonly target: number;
  readonly from: string;
  readonly until?: string | undefined;
  readonly reviews: readonly { readonly reviewedOn: string; readonly met: boolean; readonly next: string }[];
}

export interface GoalSeen extends AgreedGoal {
  /** What it came to in the months of the period in which it held; for the volume a month's mean. */
  readonly actual: number | null;
  readonly met: boolean | null;
}

export interface PeriodFigures extends Figures {
  readonly name: string;
}

type PeriodVolume = Pick<PeriodFigures, 'name' | 'volume'>;

/** How much went to a place in the quarters and years up to the period. */
export interface PlaceTrend {
  readonly place: string | null;
  readonly quarters: readonly PeriodVolume[];
  readonly years: readonly PeriodVolume[];
}

/** What a customer is told of the service it had: catalogue §10, "After". */
export interface Report {
  readonly period: Period & { readonly name: string };
  readonly figures: Figures;
  readonly previous: Figures;
  readonly months: readonly PeriodFigures[];
  readonly quarters: readonly PeriodFigures[];
  readonly years: readonly PeriodFigures[];
  readonly places: readonly ({ readonly place: string | null } & Figures)[];
  /** The largest volume of all these years first. */
  readonly placeTrends: readonly PlaceTrend[];
  readonly regions: readonly ({ readonly region: string | null } & Figures)[];
  /** The busiest and the quietest of the last twelve months with deliveries. */
  readonly peak: string | null;
  readonly slack: string | null;
  readonly goals: readonly GoalSeen[];
}

const MONTHS = 12;
const QUARTERS = 8;
const YEARS = 3;

/** From which month on a report needs to know what was delivered. */
export const reachOf = ({ until }: Period): string => lastPeriods('year', until, YEARS)[0]?.from ?? until;

/** The report of a period, from what was counted and agreed. What became known late is in it: it is worked out when it is asked. */
export function reportOf(period: Period, all: readonly Counted[], goals: readonly AgreedGoal[]): Report {
  // A report of the past tells of no month that came after it, in its trends neither.
  const counted = all.filter(({ month }) => month <= period.until);
  const inPeriod = within(counted, period);
  const of = (one: Period): PeriodFigures => ({ name: nameOf(one), ...figuresOf(within(counted, one)) });
  const months = lastPeriods('month', period.until, MONTHS).map(of);
  const quarters = lastPeriods('quarter', period.until, QUARTERS);
  const years = lastPeriods('year', period.until, YEARS);
  const busy = months.filter(({ deliveries }) => deliveries > 0).sort((a, b) => b.volume - a.volume);
  return {
    period: { ...period, name: nameOf(period) },
    figures: figuresOf(inPeriod),
    previous: figuresOf(within(counted, before(period))),
    months,
    quarters: quarters.map(of),
    years: years.map(of),
    places: groups(inPeriod, ({ place }) => place).map(([place, rows]) => ({ place, ...figuresOf(rows) })),
    placeTrends: groups(counted, ({ place }) => place).map(([place, rows]) => ({
      place,
      quarters: quarters.map(one => ({ name: nameOf(one), volume: volumeOf(within(rows, one)) })),
      years: years.map(one => ({ name: nameOf(one), volume: volumeOf(within(rows, one)) })),
    })),
    regions: groups(inPeriod, ({ region }) => region).map(([region, rows]) => ({ region, ...figuresOf(rows) })),
    peak: busy[0]?.name ?? null,
    slack: busy.length > 1 ? (busy.at(-1)?.name ?? null) : null,
    goals: goals.flatMap(goal => seen(goal, period, counted)),
  };
}

const within = (counted: readonly Counted[], { from, until }: Pick<Period, 'from' | 'until'>): Counted[] =>
  counted.filter(({ month }) => month >= from && month <= until);

/** The largest volume first. */
function groups(rows: readonly Counted[], key: (row: Counted) => string | null): [string | null, Counted[]][] {
  return [...Map.groupBy(rows, key)].sort(([, a], [, b]) => volumeOf(b) - volumeOf(a));
}

const volumeOf = (rows: readonly Counted[]): number => rows.reduce((sum, { volume }) => sum + volume, 0);

export function figuresOf(rows: readonly Counted[]): Figures {
  const sum = (of: (row: Counted) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const deliveries = sum(row => row.deliveries);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  return {
    deliveries,
    volume: volumeOf(rows),
    sentOnTime: share(
      sum(row => row.sentOnTime),
      sum(row => row.sentKnown),
    ),
    arrivedOnTime: share(
      sum(row => row.arrivedOnTime),
      sum(row => row.arrivedKnown),
    ),
    documentsRight: share(
      sum(row => row.documentsRight),
      deliveries,
    ),
    shippedRight: share(
      sum(row => row.shippedRight),
      deliveries,
    ),
    lossAndDamage: share(
      sum(row => row.lossAndDamage),
      deliveries,
    ),
    accidents: share(
      sum(row => row.accidents),
      deliveries,
    ),
  };
}

const LESS_IS_BETTER: ReadonlySet<GoalMeasure> = new Set<GoalMeasure>(['lossAndDamage', 'accidents']);

/** A goal that held in some month of the period, with what it came to in those months. */
function seen(goal: AgreedGoal, period: Period, counted: readonly Counted[]): GoalSeen[] {
  const from = goal.from > period.from ? goal.from : period.from;
  const until = goal.until !== undefined && goal.until < period.until ? goal.until : period.until;
  if (from > until) return [];
  const figures = figuresOf(within(counted, { from, until }));
  const { measure, target } = goal;
  const actual = measure === 'volume' ? figures.volume / monthsBetween(from, until).length : figures[measure];
  const met = actual === null ? null : LESS_IS_BETTER.has(measure) ? actual <= target : actual >= target;
  return [{ ...goal, actual, met }];
}
