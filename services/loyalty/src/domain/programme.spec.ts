import { describe, expect, it } from '@jest/globals';
import { availableAt, firstTier, pointsFor, programmeAt, type Programme } from './programme.ts';

const first: Programme = {
  version: 1,
  from: '2020-01-01T00:00:00.000Z',
  minorUnitsPerPoint: 100,
  pendingDays: 14,
  qualifyingMonths: 12,
  tiers: [{ code: 'member', qualifyingPoints: 0 }],
};
const second: Programme = { ...first, version: 2, from: '2026-01-01T00:00:00.000Z', minorUnitsPerPoint: 50 };

describe('a programme', () => {
  it('is the version in force at the time of the purchase, the first for what lies before', () => {
    const version = (at: string): number => programmeAt([first, second], at).version;
    expect(version('2025-12-31T23:59:59.999Z')).toBe(1);
    expect(version('2026-01-01T00:00:00.000Z')).toBe(2);
    expect(version('1999-01-01T00:00:00.000Z')).toBe(1);
    expect(() => programmeAt([], first.from)).toThrow('no version');
  });
  it('gives whole points only', () => {
    expect([99, 100, 199, 2933, 0, -250].map(minor => pointsFor(first, minor))).toEqual([0, 1, 1, 29, 0, 0]);
    expect(pointsFor(second, 99)).toBe(1);
  });
  it('holds points back to the end of the fourteenth day, over the end of a leap February too', () => {
    expect(availableAt(first, '2024-02-15T00:00:00.000Z')).toBe('2024-03-01T00:00:00.000Z');
    expect(availableAt(first, '2024-02-15T23:59:59.999Z')).toBe('2024-03-01T00:00:00.000Z');
    expect(availableAt(first, '2025-02-15T12:00:00.000Z')).toBe('2025-03-02T00:00:00.000Z');
  });
  it('begins everybody in its first tier', () => {
    expect(firstTier(first)).toBe('member');
  });
});
