import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { QuietHours } from './delivery-policy.ts';
import { freeFrom, isQuiet, quietFor } from './quiet-hours.ts';

const rule = (from: string, to: string): QuietHours => ({ from, to, exceptPurposes: [] });
const night = [rule('21:00', '08:00')];

describe('quiet hours', () => {
  it('are those of the customer, where the customer is', () => {
    const at = '2026-03-02T07:30:00.000Z';
    expect(freeFrom(at, 'Europe/London', night)).toBe('2026-03-02T08:00:00.000Z');
    expect(freeFrom(at, 'Asia/Shanghai', night)).toBe(at);
    expect(freeFrom(at, 'America/New_York', night)).toBe('2026-03-02T13:00:00.000Z');
    expect(freeFrom(at, 'Asia/Kathmandu', night)).toBe(at);
  });

  it('begin and end to the minute', () => {
    expect(freeFrom('2026-03-02T20:59:59.999Z', 'UTC', night)).toBe('2026-03-02T20:59:59.999Z');
    expect(freeFrom('2026-03-02T21:00:00.000Z', 'UTC', night)).toBe('2026-03-03T08:00:00.000Z');
    expect(freeFrom('2026-03-03T07:59:59.999Z', 'UTC', night)).toBe('2026-03-03T08:00:00.000Z');
  });

  it.each([
    ['the night that loses an hour', '2026-03-28T22:00:00.000Z', '2026-03-29T07:00:00.000Z'],
    ['the night that gains one', '2026-10-24T22:00:00.000Z', '2026-10-25T08:00:00.000Z'],
  ])('go by the clock on the wall: %s', (_name, at, free) => {
    expect(freeFrom(at, 'Europe/London', night)).toBe(free);
  });

  it('that end within the hour that is not there end when the clock jumps', () => {
    const free = freeFrom('2026-03-29T00:10:00.000Z', 'Europe/Berlin', [rule('23:00', '02:30')]);
    expect(free).toBe('2026-03-29T01:00:00.000Z');
  });

  it('hold for their channels, and not for what must not wait', () => {
    const rules = [{ ...rule('21:00', '08:00'), channels: ['sms' as const], exceptPurposes: ['safety'] }];
    expect(quietFor(rules, { purpose: 'service', channel: 'sms' })).toHaveLength(1);
    expect(quietFor(rules, { purpose: 'safety', channel: 'sms' })).toHaveLength(0);
    expect(quietFor(rules, { purpose: 'service', channel: 'email' })).toHaveLength(0);
  });

  it('leave the first quarter of an hour that is free, in any zone on any day: checked against every minute between', () => {
    const zones = [
      'Europe/London',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'America/Sao_Paulo',
    ];
    const quarter = fc.integer({ min: 0, max: 95 }).map(n => {
      const [hour, minute] = [Math.floor(n / 4), (n % 4) * 15];
      return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    });
    const changes = ['2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-06-15'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...changes),
        fc.integer({ min: -1440, max: 1440 }),
        fc.tuple(quarter, quarter).filter(([from, to]) => from !== to),
        (zone, date, minutes, [from, to]) => {
          const at = DateTime.fromISO(`${date}T00:00:00Z`).plus({ minutes }).toMillis();
          const rules = [rule(from, to)];
          const free = freeFrom(new Date(at).toISOString(), zone, rules);
          expect(free).toBeDefined();
          const end = Date.parse(free ?? '');
          expect(isQuiet(end, zone, rules)).toBe(false);
          for (let minute = at; minute < end; minute += 60_000) expect(isQuiet(minute, zone, rules)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});
