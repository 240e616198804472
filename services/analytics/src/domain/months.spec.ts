import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, dueMonth, firstOfMonth } from './months.ts';

const at = (text: string): Date => new Date(`${text}Z`);
const run = (period: string, asOf: string, begunAt = asOf) => ({ period, asOf: at(asOf), begunAt: at(begunAt) });
const worked = (period: string, asOf: string) => ({ period, asOf: at(asOf) });
const february = worked('2026-02-01', '2026-03-01T00:00');

describe('the month that is worked out next', () => {
  it('is at first the one that ended last', () => {
    expect(dueMonth(at('2026-03-01T00:00'), undefined, undefined)).toEqual(february);
    expect(dueMonth(at('2026-03-31T23:59'), undefined, undefined)).toEqual(february);
    expect(dueMonth(at('2026-01-05T10:00'), undefined, undefined)).toEqual(worked('2025-12-01', '2026-01-01T00:00'));
  });

  it('is each of those that were missed, one after the other', () => {
    const missed = run('2025-11-01', '2025-12-01T00:00');
    expect(dueMonth(at('2026-03-02T10:00'), missed, undefined)).toEqual(worked('2025-12-01', '2026-01-01T00:00'));
  });

  it('is the newest again on another day, or when something late became known; else none', () => {
    const last = run('2026-02-01', '2026-03-01T00:00', '2026-03-04T10:00');
    expect(dueMonth(at('2026-03-04T23:00'), last, undefined)).toBeUndefined();
    expect(dueMonth(at('2026-03-04T23:00'), last, at('2026-03-04T09:00'))).toBeUndefined();
    expect(dueMonth(at('2026-03-04T23:00'), last, at('2026-03-04T11:00'))).toEqual(february);
    expect(dueMonth(at('2026-03-05T00:01'), last, undefined)).toEqual(february);
  });

  it('is one that somebody asked for while it lasted, up to now each day, and whole when it is over', () => {
    const asked = run('2026-02-01', '2026-02-10T08:00');
    expect(dueMonth(at('2026-02-10T20:00'), asked, undefined)).toBeUndefined();
    expect(dueMonth(at('2026-02-11T00:01'), asked, undefined)).toEqual(worked('2026-02-01', '2026-02-11T00:01'));
    expect(dueMonth(at('2026-03-09T00:01'), asked, undefined)).toEqual(february);
  });

  it('leaves no month out, whenever somebody looks', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 30 }), pauses => {
        let now = at('2024-01-15T00:00');
        let last: ReturnType<typeof run> | undefined;
        const whole = new Set<string>();
        for (const days of pauses) {
          now = new Date(now.getTime() + days * 86_400_000);
          for (let due = dueMonth(now, last, undefined); due; due = dueMonth(now, last, undefined)) {
            expect(due.asOf.getTime()).toBeLessThanOrEqual(now.getTime());
            if (due.asOf.getTime() === firstOfMonth(new Date(due.period), 1).getTime()) whole.add(due.period);
            last = { ...due, begunAt: now };
          }
          expect(whole).toContain(dayOf(firstOfMonth(now, -1)));
        }
        const [first] = whole;
        if (first === undefined) return;
        const until = firstOfMonth(now);
        for (let month = new Date(first); month < until; month = firstOfMonth(month, 1))
          expect(whole).toContain(dayOf(month));
      }),
    ));
});
