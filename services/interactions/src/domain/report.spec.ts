import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { before, lastPeriods, monthsBetween, monthsLater, nameOf, periodOf } from './report-period.ts';
import { figuresOf, reachOf, reportOf, type AgreedGoal, type Counted } from './report.ts';

const counted = (month: string, more: Partial<Counted> = {}): Counted => ({
  month,
  place: null,
  region: null,
  deliveries: 10,
  volume: 100,
  sentKnown: 10,
  sentOnTime: 9,
  arrivedKnown: 8,
  arrivedOnTime: 6,
  documentsRight: 10,
  shippedRight: 9,
  lossAndDamage: 1,
  accidents: 0,
  ...more,
});
const goal = (more: Partial<AgreedGoal>): AgreedGoal => ({
  goalId: 'g',
  measure: 'arrivedOnTime',
  target: 0.75,
  from: '2026-01',
  reviews: [],
  ...more,
});

describe('periods', () => {
  it('are months, quarters and years of the calendar', () => {
    expect(periodOf('month', '2026-02')).toEqual({ kind: 'month', from: '2026-02', until: '2026-02' });
    expect(periodOf('quarter', '2026-02')).toEqual({ kind: 'quarter', from: '2026-01', until: '2026-03' });
    expect(periodOf('year', '2026-02')).toEqual({ kind: 'year', from: '2026-01', until: '2026-12' });
    expect(before(periodOf('quarter', '2026-02'))).toEqual(periodOf('quarter', '2025-12'));
    expect(lastPeriods('quarter', '2026-02', 3).map(nameOf)).toEqual(['2025 Q3', '2025 Q4', '2026 Q1']);
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });
  it('hold the month that they were asked for, wherever it lies', () => {
    const month = fc.integer({ min: -1200, max: 1200 }).map(n => monthsLater('2026-01', n));
    fc.assert(
      fc.property(month, fc.constantFrom('month' as const, 'quarter' as const, 'year' as const), (of, kind) => {
        const { from, until } = periodOf(kind, of);
        expect(from <= of && of <= until).toBe(true);
        expect(monthsBetween(from, until)).toContain(of);
      }),
    );
  });
});

describe('the report to a customer', () => {
  const quarter = periodOf('quarter', '2026-02');

  it('has shares of what is known, and nothing where nothing was delivered', () => {
    expect(
      figuresOf([counted('2026-01'), counted('2026-02', { deliveries: 10, arrivedKnown: 2, arrivedOnTime: 2 })]),
    ).toEqual({
      deliveries: 20,
      volume: 200,
      sentOnTime: 0.9,
      arrivedOnTime: 0.8,
      documentsRight: 1,
      shippedRight: 0.9,
      lossAndDamage: 0.1,
      accidents: 0,
    });
    expect(figuresOf([])).toMatchObject({ deliveries: 0, sentOnTime: null, accidents: null });
  });

  it('sets the period beside the one before, and tells the busiest and the quietest month', () => {
    const rows = [counted('2025-11', { volume: 700 }), counted('2026-01'), counted('2026-02', { volume: 300 })];
    const report = reportOf(quarter, rows, []);
    expect(report).toMatchObject({
      period: { name: '2026 Q1' },
      figures: { volume: 400 },
      previous: { volume: 700 },
      peak: '2025-11',
      slack: '2026-01',
    });
    expect(report.quarters.map(({ name, volume }) => [name, volume]).slice(-2)).toEqual([
      ['2025 Q4', 700],
      ['2026 Q1', 400],
    ]);
    expect(report.months).toHaveLength(12);
    expect(report.years.map(({ name }) => name)).toEqual(['2024', '2025', '2026']);
    expect(reachOf(quarter)).toBe('2024-01');
    expect(reportOf(quarter, [...rows, counted('2026-04')], [])).toEqual(report);
  });

  it('compares places and regions by their volume', () => {
    const rows = [
      counted('2026-01', { place: 'berlin', region: 'east' }),
      counted('2026-02', { place: 'bonn', region: 'west', volume: 900 }),
      counted('2026-03', { place: 'berlin', region: 'east' }),
    ];
    const { places, regions } = reportOf(quarter, rows, []);
    expect(places.map(({ place, volume }) => [place, volume])).toEqual([
      ['bonn', 900],
      ['berlin', 200],
    ]);
    expect(regions.map(({ region, deliveries }) => [region, deliveries])).toEqual([
      ['west', 10],
      ['east', 20],
    ]);
  });

  it('follows the volume of each place over quarters and years, also of those that had nothing in the period', () => {
    const rows = [
      counted('2024-05', { place: 'berlin', volume: 50 }),
      counted('2025-11', { place: 'bonn', volume: 70 }),
      counted('2025-12', { place: 'bonn', region: 'west', volume: 30 }),
      counted('2026-02', { place: 'berlin', volume: 900 }),
      counted('2026-03', { volume: 5 }),
      counted('2026-04', { place: 'hull' }),
    ];
    const { placeTrends } = reportOf(quarter, rows, []);
    expect(placeTrends.map(({ place, years }) => [place, ...years.map(({ volume }) => volume)])).toEqual([
      ['berlin', 50, 0, 900],
      ['bonn', 0, 100, 0],
      [null, 0, 0, 5],
    ]);
    expect(placeTrends[1]?.quarters.slice(-3)).toEqual([
      { name: '2025 Q3', volume: 0 },
      { name: '2025 Q4', volume: 100 },
      { name: '2026 Q1', volume: 0 },
    ]);
    expect(placeTrends[0]?.quarters.map(({ name }) => name)).toHaveLength(8);
  });

  it('shows goals with what the months came to in which they held', () => {
    const rows = [counted('2026-01', { arrivedOnTime: 8 }), counted('2026-02'), counted('2026-03')];
    const { goals } = reportOf(quarter, rows, [
      goal({}),
      goal({ until: '2026-01', target: 1 }),
      goal({ measure: 'volume', target: 150 }),
      goal({ measure: 'lossAndDamage', target: 0.1 }),
      goal({ measure: 'accidents', target: 0 }),
      goal({ from: '2026-04' }),
      goal({ until: '2025-12' }),
    ]);
    expect(goals.map(({ measure, actual, met }) => [measure, actual, met])).toEqual([
      ['arrivedOnTime', 20 / 24, true],
      ['arrivedOnTime', 1, true],
      ['volume', 100, false],
      ['lossAndDamage', 0.1, true],
      ['accidents', 0, true],
    ]);
    expect(reportOf(quarter, [], [goal({})]).goals).toMatchObject([{ actual: null, met: null }]);
  });
});
