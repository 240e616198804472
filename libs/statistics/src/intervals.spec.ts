import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meanInterval, wilsonInterval } from './intervals.ts';

describe('the interval of a share', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('for %d of %d is %d to %d', (successes, n, low, high) => {
    const interval = wilsonInterval(successes, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('is none where nobody was asked', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('stays within 0 and 1 and holds the share', () => {
    const counts = fc.nat(10_000).chain(n => fc.tuple(fc.nat(n), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([successes, n]) => {
        const interval = wilsonInterval(successes, n);
        if (interval === null) return n === 0;
        const { value, low, high } = interval;
        return low >= 0 && low <= value && value <= high && high <= 1;
      }),
    );
  });
});

describe('the interval of a mean', () => {
  it('agrees with the heat flow example of the NIST/SEMATECH e-Handbook, 1.3.5.2', () => {
    const interval = meanInterval(9.26146, 0.022789, 195);
    expect(interval?.low).toBeCloseTo(9.258242, 5);
    expect(interval?.high).toBeCloseTo(9.264679, 5);
  });

  it('needs two values', () => {
    expect(meanInterval(3, 0, 1)).toBeNull();
  });
});
