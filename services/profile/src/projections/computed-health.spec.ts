import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computedHealth } from './computed-health.ts';

const satisfied = (value: number, asOf = '2026-01-01T00:00:00.000Z') => ({ value, asOf });
const atRisk = (risk: number, asOf = '2026-02-01T00:00:00.000Z') => ({ risk, asOf });

describe('health by behaviour', () => {
  it.each([
    [100, 0, 9],
    [0, 1, 0],
    [50, 0.5, 4.5],
    [26.9, 0.62, 2.9],
  ])('of somebody satisfied by %d and lost with %d is %d', (satisfaction, risk, value) => {
    expect(computedHealth({ satisfaction: satisfied(satisfaction), risk: atRisk(risk) })).toEqual({
      value,
      asOf: '2026-02-01T00:00:00.000Z',
    });
  });

  it('is not known before both are', () => {
    expect(computedHealth({ satisfaction: null, risk: atRisk(0.1) })).toBeNull();
    expect(computedHealth({ satisfaction: satisfied(80), risk: null })).toBeNull();
  });

  it('never rises with the risk, nor falls with satisfaction, and keeps to its scale', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const of = (satisfaction: number, risk: number): number =>
      computedHealth({ satisfaction: satisfied(100 * satisfaction), risk: atRisk(risk) })?.value ?? NaN;
    fc.assert(
      fc.property(share, share, share, (one, other, risk) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(of(less, risk)).toBeLessThanOrEqual(of(more, risk));
        expect(of(risk, less)).toBeGreaterThanOrEqual(of(risk, more));
        expect(of(one, risk)).toBeGreaterThanOrEqual(0);
        expect(of(one, risk)).toBeLessThanOrEqual(9);
      }),
    );
  });
});
