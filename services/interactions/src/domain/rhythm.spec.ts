import { describe, expect, it } from '@jest/globals';
import { wilsonInterval } from '@rapport/statistics';
import { rhythmsKept, type Held } from './rhythm.ts';
import type { StandardForm } from './standard.ts';
import { office, standard } from './standards.fixture.ts';

const LONG_AGO = '1970-01-01T00:00:00.000Z';
const berlin = { ...office, zone: 'Europe/Berlin' };
const calendars = [{ code: 'office', version: 1, validFrom: LONG_AGO, form: berlin }];
const monthly = (more: Partial<StandardForm> = {}, version = 1, validFrom = LONG_AGO) =>
  standard(
    'rhythm.storeVisit',
    {
      ...{ measure: 'storeVisits', unit: 'count', limits: [{ limit: 1 }], per: 'month', calendar: 'office' },
      ...{ target: 0.6, ...more },
    },
    version,
    validFrom,
  );
const visit = (whose: string, at: string): Held => ({ measure: 'storeVisits', whose, at: `${at}:00.000Z` });
const first = [visit('mitte', '2025-01-01T09:00'), visit('nord', '2025-01-01T09:00'), visit('ost', '2026-02-10T09:00')];
const span = { from: '2025-12-31T23:00:00.000Z', until: '2026-03-31T22:00:00.000Z' };
const kept = (standards: ReturnType<typeof monthly>[], ...held: Held[]) =>
  rhythmsKept({ standards, calendars }, held, first, span);

describe('a rhythm', () => {
  it('is kept by each place in each month; one that is new counts from the next month on', () => {
    const all = kept(
      [monthly()],
      visit('mitte', '2026-01-05T09:00'),
      visit('nord', '2026-01-06T09:00'),
      visit('mitte', '2026-02-05T09:00'),
      visit('ost', '2026-02-10T09:00'),
      visit('ost', '2026-03-05T09:00'),
      visit('mitte', '2026-03-06T09:00'),
    );
    const { value: share, low, high } = wilsonInterval(5, 7) ?? {};
    expect(all).toMatchObject([
      {
        ...{ standard: 'rhythm.storeVisit', version: 1, measure: 'storeVisits', n: 7, met: 5, share, low, high },
        onTarget: true,
        periods: [
          { day: '2026-01-01', n: 2, met: 2, missed: [] },
          { day: '2026-02-01', n: 2, met: 1, missed: ['nord'] },
          { day: '2026-03-01', n: 3, met: 2, missed: ['nord'] },
        ],
      },
    ]);
  });

  it('counts by the wall clock of its calendar, up to the last moment of a month', () => {
    const whose = { whose: ['mitte'] };
    const border = (at: string) => kept([monthly(whose)], visit('mitte', at))[0]?.periods.map(({ met }) => met);
    expect(border('2026-02-28T22:59')).toEqual([0, 1, 0]);
    expect(border('2026-02-28T23:00')).toEqual([0, 0, 1]);
    expect(border('2026-03-31T21:59')).toEqual([0, 0, 1]);
  });

  it('needs as many as were promised, of those whom it names, and of nothing else', () => {
    const twice = monthly({ whose: ['mitte', 'west'], limits: [{ limit: 2 }] });
    const other = { ...visit('west', '2026-01-09T09:00'), measure: 'trainings' as const };
    const held = [5, 6].map(day => visit('mitte', `2026-01-0${day}T09:00`));
    const [january] = kept([twice], ...held, visit('west', '2026-01-08T09:00'), other)[0]?.periods ?? [];
    expect(january).toMatchObject({ n: 2, met: 1, missed: ['west'] });
  });

  it('of a month is that of the version in force when the month began, whatever came after', () => {
    const old = monthly({ whose: ['mitte'] });
    const strict = monthly({ whose: ['mitte'], limits: [{ limit: 2 }] }, 2, '2026-02-14T00:00:00.000Z');
    const held = [1, 2, 3].map(month => visit('mitte', `2026-0${month}-20T09:00`));
    const months = kept([strict, old], ...held).map(({ version, met, periods }) => [
      version,
      met,
      periods.map(({ day }) => day),
    ]);
    expect(months).toEqual([
      [2, 0, ['2026-03-01']],
      [1, 2, ['2026-01-01', '2026-02-01']],
    ]);
  });

  it('that is off from then on measures no later month, and one of which nobody is known says nothing', () => {
    const off = monthly({ on: false }, 2, '2026-02-14T00:00:00.000Z');
    expect(kept([off, monthly()]).map(({ version, n }) => [version, n])).toEqual([[1, 4]]);
    expect(rhythmsKept({ standards: [monthly()], calendars }, [], [], span)).toMatchObject([
      { n: 0, share: null, low: null, onTarget: null },
    ]);
  });

  it('goes by the calendar in force when the period began', () => {
    const moved = { ...calendars[0], code: 'office', version: 2, validFrom: '2026-02-14T00:00:00.000Z', form: office };
    const rules = { standards: [monthly()], calendars: [moved, ...calendars] };
    const starts = rhythmsKept(rules, [], first, span)[0]?.periods.map(({ from }) => from.slice(0, 13));
    expect(starts).toEqual(['2025-12-31T23', '2026-01-31T23']);
  });
});
