import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rateTrend } from './rate-trend.ts';

const over = (...exposures: number[]) => ({
  of: (...events: number[]) => exposures.map((exposure, i) => ({ exposure, events: events[i] ?? 0 })),
});

describe('the trend of a rate', () => {
  it('is the published slope of the quarterly AIDS deaths in Australia, .2565 with a standard error of .0220', () => {
    const deaths = [0, 1, 2, 3, 1, 4, 9, 18, 23, 31, 20, 25, 37, 45];
    const trend = rateTrend(deaths.map(events => ({ events, exposure: 1 })));
    expect(Math.log(trend?.value ?? 0)).toBeCloseTo(0.2565, 4);
    // They scatter 2.404 times as much as chance has it; t(12) = 2.1788.
    const half = 2.1788 * Math.sqrt(2.404) * 0.022039;
    expect(Math.log(trend?.low ?? 0)).toBeCloseTo(0.25652 - half, 4);
    expect(Math.log(trend?.high ?? 0)).toBeCloseTo(0.25652 + half, 4);
  });

  it('is of events for each of those among whom they happened, and never surer than chance allows', () => {
    const trend = rateTrend(over(100, 110, 120, 100, 130, 90).of(30, 25, 27, 20, 22, 15));
    expect(trend?.value).toBeCloseTo(0.889344, 6);
    expect(trend?.low).toBeCloseTo(Math.exp(-0.117271 - 1.959964 * 0.05173), 5);
    expect(trend?.high).toBeCloseTo(Math.exp(-0.117271 + 1.959964 * 0.05173), 5);
  });

  it('is exact where the rate changes by one factor, whatever the periods without exposure say', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.nat(5), (factor, gap) => {
        const periods = Array.from({ length: 6 }, (_, time) => ({ events: 1000 * factor ** time, exposure: 50 }));
        const told = periods.map((period, time) => (time === gap ? { events: 7, exposure: 0 } : period));
        expect(rateTrend(told)?.value).toBeCloseTo(factor, 6);
      }),
    );
  });

  it('is unknown below three periods, and where all happened in one of them', () => {
    expect(rateTrend([])).toBeNull();
    expect(rateTrend(over(10, 10, 0).of(3, 2, 1))).toBeNull();
    expect(rateTrend(over(10, 10, 10).of(0, 0, 3))).toBeNull();
    expect(rateTrend(over(10, 10, 10).of(0, 0, 0))).toBeNull();
  });
});
