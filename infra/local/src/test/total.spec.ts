import { describe, expect, it } from '@jest/globals';
import { nothing, sumOf, totalLine } from './total.ts';

describe('the total of a run', () => {
  it('adds up what the runners counted', () => {
    const counts = [
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 3 },
    ];
    expect(sumOf(counts)).toEqual({ passed: 41, failed: 2, skipped: 3 });
    expect(sumOf([])).toEqual(nothing);
  });

  it('is said without skipped ones where there are none', () => {
    expect(totalLine({ passed: 41, failed: 0, skipped: 0 })).toBe('41 passed, 0 failed');
  });

  it('is said with the skipped ones where there are some', () => {
    expect(totalLine({ passed: 41, failed: 2, skipped: 3 })).toBe('41 passed, 2 failed, 3 skipped');
  });
});
