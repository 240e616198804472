import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addWorkingHours } from './working-time.ts';

const after = (from: string, hours: number): string => addWorkingHours(new Date(from), hours).toISOString();

describe('working time', () => {
  it('passes within a day, over a night and over a weekend', () => {
    expect(after('2026-03-02T09:00:00Z', 2)).toBe('2026-03-02T11:00:00.000Z');
    expect(after('2026-03-02T16:00:00Z', 2)).toBe('2026-03-03T10:00:00.000Z');
    expect(after('2026-03-06T16:00:00Z', 2)).toBe('2026-03-09T10:00:00.000Z');
  });

  it('begins when the office opens', () => {
    expect(after('2026-03-07T12:00:00Z', 0)).toBe('2026-03-09T09:00:00.000Z');
    expect(after('2026-03-03T22:00:00Z', 1)).toBe('2026-03-04T10:00:00.000Z');
    expect(after('2026-03-03T05:00:00Z', 1)).toBe('2026-03-03T10:00:00.000Z');
  });

  it('adds up: two spans in a row are one span of their sum', () => {
    const moments = fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true });
    const spans = fc.integer({ min: 0, max: 200 }).map(quarters => quarters / 4);
    fc.assert(
      fc.property(moments, spans, spans, (from, one, other) => {
        expect(addWorkingHours(addWorkingHours(from, one), other)).toEqual(addWorkingHours(from, one + other));
      }),
    );
  });
});
