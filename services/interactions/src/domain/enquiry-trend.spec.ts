import { describe, expect, it } from '@jest/globals';
import { trendOf, trendsAsked } from './enquiry-trend.ts';
import { checkStandard } from './standard-check.ts';
import type { StandardForm } from './standard.ts';
import { office, standard } from './standards.fixture.ts';

const LONG_AGO = '1970-01-01T00:00:00.000Z';
const form = {
  ...{ measure: 'enquiriesPer100Orders' as const, types: ['enquiry' as const], limits: [{ limit: 1 }] },
  ...{ unit: 'share' as const, per: 'month' as const, calendar: 'office', target: 1 },
};
const asks = (more: Partial<StandardForm> = {}, version = 1, validFrom = LONG_AGO) =>
  standard('flow.enquiries', { ...form, ...more }, version, validFrom);
const rulesOf = (...standards: ReturnType<typeof asks>[]) => ({
  standards,
  calendars: [{ code: 'office', version: 1, validFrom: LONG_AGO, form: office }],
});
const span = { from: '2026-01-01T00:00:00.000Z', until: '2026-07-01T00:00:00.000Z' };
const trend = (enquiries: readonly number[], more: Partial<StandardForm> = {}) => {
  const [asked] = trendsAsked(rulesOf(asks(more)), span);
  return (
    asked &&
    trendOf(
      asked,
      enquiries.map(each => ({ enquiries: each, orders: 1000 })),
    )
  );
};

describe('enquiries per 100 orders', () => {
  it('fall where the whole interval of the change is below the limit', () => {
    const falling = trend([400, 350, 310, 280, 240, 215]);
    expect(falling).toMatchObject({ onTarget: true, periods: [{ per100: 40 }, {}, {}, {}, {}, { per100: 21.5 }] });
    expect(falling?.change?.high).toBeLessThan(1);
    // By a fifth a month they do not.
    expect(trend([400, 350, 310, 280, 240, 215], { limits: [{ limit: 0.8 }] })).toMatchObject({ onTarget: false });
  });

  it('rise where it is above, and neither is said while it holds both', () => {
    expect(trend([215, 240, 280, 310, 350, 400])).toMatchObject({ onTarget: false });
    expect(trend([300, 280, 310, 290, 305, 295])).toMatchObject({ onTarget: null });
    expect(trend([300, 280])).toMatchObject({ change: null, onTarget: null });
  });

  it('are counted in the periods of the version in force when each began, and of none that is off', () => {
    const versions = rulesOf(asks(), asks({ types: ['billing'], channels: ['phone'] }, 2, '2026-03-15T00:00:00.000Z'));
    expect(
      trendsAsked(versions, span).map(({ periods }) => [periods.length, periods[0]?.types, periods[0]?.channels]),
    ).toEqual([
      [3, ['enquiry'], null],
      [3, ['billing'], ['phone']],
    ]);
    expect(trendsAsked(rulesOf(asks({ on: false })), span)).toEqual([]);
  });
});

describe('a standard of enquiries', () => {
  const flaws = (more: Partial<StandardForm>): unknown => {
    try {
      checkStandard(asks(more).form, ['office']);
      return [];
    } catch (error) {
      return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
        ? error.errors.map(({ pointer }: { pointer: string }) => pointer)
        : error;
    }
  };

  it('says which contacts are ones, by when, and one limit for all', () => {
    expect(flaws({})).toEqual([]);
    const { types: _types, per: _per, ...bare } = asks().form;
    expect(() => checkStandard(bare, ['office'])).toThrow('/per must say in which period; /types must say');
    expect(flaws({ limits: [{ type: 'billing', valueClass: 'gold', limit: 0 }, { limit: 2 }] })).toEqual([
      '/limits/1/limit',
      '/limits/1',
      '/limits/0/valueClass',
      '/limits/0/type',
      '/limits/0/limit',
    ]);
    expect(flaws({ target: 0.9, unit: 'count', items: ['smile'], whose: ['berlin'] })).toEqual([
      '/unit',
      '/items',
      '/whose',
      '/target',
    ]);
    expect(flaws({ measure: 'handlingTime', unit: 'minutes' })).toEqual(['/types']);
  });
});
