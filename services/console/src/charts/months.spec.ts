import { describe, expect, it } from '@jest/globals';
import { complete, lastChange, monthlyCounts, limits, yearOnYear } from './months.ts';

const month = (name: string, value: number | null) => ({ month: name, value });

describe('comparing months', () => {
  it('lays the last twelve months beside the same months a year earlier', () => {
    const values = [2024, 2025].flatMap(year =>
      Array.from({ length: 12 }, (_, i) => month(`${year}-${String(i + 1).padStart(2, '0')}`, year + i)),
    );
    const { months, current, previous } = yearOnYear(values);
    expect(months[0]).toBe('2025-01');
    expect(current[0]).toBe(2025);
    expect(previous[11]).toBe(2035);
  });

  it('leaves a gap where the year before is not known', () => {
    expect(yearOnYear([month('2026-01', 5)]).previous).toEqual([null]);
  });

  it('leaves out the month that is still running', () => {
    expect(complete([month('2026-02', 1), month('2026-03', 2)], '2026-03-04T10:00:00Z')).toEqual([month('2026-02', 1)]);
  });

  it('compares the last two months that have a figure', () => {
    expect(lastChange([month('2026-01', 40), month('2026-02', null), month('2026-03', 43)])?.by).toBe(3);
    expect(lastChange([month('2026-01', 40)])).toBeNull();
  });

  it('counts a month without cases as none, so that neighbours are compared', () => {
    const months = [
      { month: '2025-11', n: 4 },
      { month: '2026-02', n: 3 },
    ];
    const values = monthlyCounts(months, '2026-03-04T10:00:00Z', 4);
    expect(values).toEqual([month('2025-11', 4), month('2025-12', 0), month('2026-01', 0), month('2026-02', 3)]);
    expect(lastChange(values)?.by).toBe(3);
  });

  it('rounds the axis outwards to calm steps, never more than four', () => {
    expect(limits([52, 58, null], 5)).toEqual({ min: 50, max: 60, interval: 5 });
    expect(limits([8, 52], 5)).toEqual({ min: 5, max: 65, interval: 15 });
    expect(limits([], 10)).toEqual({ min: 0, max: 10, interval: 10 });
  });
});
