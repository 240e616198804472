import { describe, expect, it } from '@jest/globals';
import { wilsonInterval } from '@rapport/statistics';
import { askedFor, cellOf, handlingTimesKept, type HandledGroup } from './handling-time.ts';
import { checkStandard } from './standard-check.ts';
import type { Rules, StandardForm } from './standard.ts';
import { office, standard } from './standards.fixture.ts';

const LONG_AGO = '1970-01-01T00:00:00.000Z';
const month = (number: number): string => `2026-0${number}-01T00:00:00.000Z`;
const span = { from: month(1), until: month(4) };
const form: Partial<StandardForm> = {
  ...{ measure: 'handlingTime', unit: 'minutes', per: 'month', calendar: 'office', channels: ['phone'] },
  limits: [{ type: 'billing', limit: 8 }, { valueClass: 'gold', limit: 5 }, { limit: 10 }],
};
const asks = (more: Partial<StandardForm> = {}, version = 1, validFrom = LONG_AGO) =>
  standard('flow.handlingTime', { ...form, ...more }, version, validFrom);
const rulesOf = (...standards: Rules['standards']): Rules => ({
  standards,
  calendars: [{ code: 'office', version: 1, validFrom: LONG_AGO, form: office }],
});
const group = (more: Partial<HandledGroup> = {}): HandledGroup => ({
  ...{ from: month(2), until: month(3), channel: 'phone', type: 'support', valueClass: 'other', ...more },
});
const placed = (rules: Rules, ...groups: HandledGroup[]) =>
  groups.map(each => cellOf(rules, askedFor(rules, span), each));

describe('the median of handling time', () => {
  it('is taken of the contacts of a period to which one limit applies, by channel, class and type', () => {
    const rules = rulesOf(asks(), standard('else', { ...form, limits: [{ limit: 30 }] }, 1, LONG_AGO));
    const types = [group({ type: 'billing', valueClass: 'gold' }), group({ valueClass: 'gold' }), group()];
    // Both name the channel: the first by its code counts.
    expect(placed(rules, ...types).map(cell => [cell?.standard, cell?.place])).toEqual([
      ['else', 0],
      ['else', 0],
      ['else', 0],
    ]);
    expect(placed(rulesOf(asks()), ...types).map(cell => cell?.place)).toEqual([0, 1, 2]);
    expect(placed(rulesOf(asks()), group({ channel: 'email' }))).toEqual([undefined]);
  });

  it('belongs to the version in force when the period began, and to none while it is off', () => {
    const middle = '2026-02-14T00:00:00.000Z';
    const rules = rulesOf(asks(), asks({ limits: [{ limit: 5 }] }, 2, middle));
    const march = group({ from: month(3), until: month(4) });
    expect(placed(rules, group(), march)).toMatchObject([{ version: 1 }, { version: 2 }]);
    expect(askedFor(rules, span).map(({ periods }) => periods.map(({ day }) => day))).toEqual([
      ['2026-01-01', '2026-02-01'],
      ['2026-03-01'],
    ]);
    const off = rulesOf(asks(), asks({ on: false }, 2, middle));
    expect(placed(off, group(), march).map(cell => cell?.version)).toEqual([1, undefined]);
  });

  it('counts in no period of a standard that has others', () => {
    const weekly = rulesOf(asks({ per: 'week' }));
    expect(placed(weekly, group())).toEqual([undefined]);
    const week = group({ from: '2026-02-02T00:00:00.000Z', until: '2026-02-09T00:00:00.000Z' });
    expect(placed(weekly, week)).toMatchObject([{ place: 2 }]);
  });

  it('is kept where it is no longer than the limit, exactly; what had no contact says nothing', () => {
    const rules = rulesOf(asks());
    const cell = { standard: 'flow.handlingTime', version: 1 };
    const medians = [
      { ...cell, from: month(1), place: 0, contacts: 3, seconds: 480 },
      { ...cell, from: month(1), place: 2, contacts: 2, seconds: 600.001 },
      { ...cell, from: month(3), place: 2, contacts: 1, seconds: 90 },
    ];
    const { value: share, low, high } = wilsonInterval(2, 3) ?? {};
    expect(handlingTimesKept(askedFor(rules, span), medians)).toMatchObject([
      {
        ...{ ...cell, unit: 'minutes', n: 3, met: 2, share, low, high, onTarget: false },
        periods: [
          {
            n: 2,
            met: 1,
            limits: [
              { type: 'billing', limit: 8, median: 8, met: true },
              { median: 10, met: false },
            ],
          },
          { n: 0, met: 0, limits: [] },
          { n: 1, met: 1, limits: [{ contacts: 1, median: 1.5, met: true }] },
        ],
      },
    ]);
    expect(handlingTimesKept(askedFor(rules, span), [])).toMatchObject([{ n: 0, share: null, onTarget: null }]);
  });

  it.each([
    ['/per', { per: undefined }],
    ['/calendar', { calendar: undefined }],
    ['/calendar', { calendar: 'none' }],
    ['/unit', { unit: 'businessHours' as const }],
    ['/warnAfter', { warnAfter: 0.5 }],
    ['/whose', { whose: ['service'] }],
    ['/limits/0/limit', { limits: [{ limit: 0 }] }],
  ])('can not be promised with a wrong %s', (pointer, wrong) => {
    const { form: right } = asks();
    expect(() => checkStandard(right, ['office'])).not.toThrow();
    const { per, calendar, ...rest } = { ...right, ...wrong };
    const told = { ...rest, ...(per && { per }), ...(calendar && { calendar }) };
    expect(() => checkStandard(told, ['office'])).toThrow(
      expect.objectContaining({ errors: expect.arrayContaining([expect.objectContaining({ pointer })]) }),
    );
  });
});
