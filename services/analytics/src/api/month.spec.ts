import { describe, expect, it } from '@jest/globals';
import { lastCompleteMonth } from './month.ts';

describe('the last complete month', () => {
  it.each([
    ['2026-03-01T00:00:00.000Z', '2026-02'],
    ['2026-03-31T23:59:59.999Z', '2026-02'],
    ['2026-01-15T12:00:00.000Z', '2025-12'],
  ])('at %s is %s', (asOf, month) => {
    expect(lastCompleteMonth(asOf)).toBe(month);
  });
});
