import { describe, expect, it } from '@jest/globals';
import { begunUnder, calendarAt, type CalendarVersion } from './calendar.ts';
import { rules } from './complaint.fixture.ts';

const version = (number: number, validFrom: string, code = 'office'): CalendarVersion => ({
  ...{ code, version: number, validFrom },
  form: { ...rules.calendar.form, holidays: [`2026-12-${10 + number}`] },
});
const all = [
  version(0, ''),
  version(1, '2026-01-01T00:00:00.000Z'),
  version(3, '2026-03-01T00:00:00.000Z'),
  version(2, '2026-06-01T00:00:00.000Z'),
  version(9, '2026-01-01T00:00:00.000Z', 'shop'),
];

describe('the calendar of the house', () => {
  it('is the highest version whose time has come; the one from before the catalogue, before them all', () => {
    const at = (day: string) => calendarAt(all, 'office', `${day}T00:00:00.000Z`)?.version;
    expect([at('1999-01-01'), at('2026-01-01'), at('2026-02-28'), at('2026-03-01'), at('2026-07-01')]).toEqual([
      ...[0, 1, 1, 3, 3],
    ]);
    expect(calendarAt(all, 'mine', '2026-07-01T00:00:00.000Z')).toBeUndefined();
  });

  it('stays that of a complaint which began under it; who does not say began before the catalogue', () => {
    const [first, second, third, , shop] = all;
    if (!first || !second || !third || !shop) throw new Error('the versions are missing');
    const named = [
      { validFrom: '', code: 'office' },
      { validFrom: '2026-05-01T00:00:00.000Z', code: 'shop' },
    ];
    const now = { calendar: shop, calendars: all, named };
    const openedAt = '2026-04-01T00:00:00.000Z';
    expect(begunUnder(now, { openedAt, calendar: { code: 'office', version: 1 } })).toBe(second.form);
    expect(begunUnder(now, { openedAt, calendar: { code: 'shop', version: 9 } })).toBe(shop.form);
    // The rules name another calendar by now: that is not the one it began under.
    expect(begunUnder(now, { openedAt })).toBe(first.form);
    // A version that is not there, as after a rebuild that is not done, keeps nobody waiting.
    expect(begunUnder({ ...now, calendar: third }, { openedAt, calendar: { code: 'office', version: 8 } })).toBe(
      third.form,
    );
  });
});
