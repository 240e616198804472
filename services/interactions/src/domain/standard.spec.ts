import { describe, expect, it } from '@jest/globals';
import { at } from './matter.fixture.ts';
import { checkStandard } from './standard-check.ts';
import { holding, inForce, type StandardForm } from './standard.ts';
import { office, standard } from './standards.fixture.ts';
import { checkCalendar } from './standard-check.ts';
import { dueOf } from './standard-due.ts';

const codeFor = (kept: Parameters<typeof holding>[1], ...all: Parameters<typeof holding>[0]) => {
  const found = holding(all, kept);
  return found && [found.standard.code, found.limit];
};

describe('the standard that holds', () => {
  const any = standard('a.any', { limits: [{ type: 'complaint', limit: 5 }, { limit: 60 }] });
  const phone = standard('z.phone', { channels: ['phone'], limits: [{ valueClass: 'gold', limit: 10 }] });

  it('is that of the channel before that of any; whom its limits do not name it promises nothing', () => {
    expect(codeFor({ measure: 'answer', channel: 'phone', valueClass: 'gold' }, any, phone)).toEqual(['z.phone', 10]);
    expect(codeFor({ measure: 'answer', channel: 'phone', valueClass: 'other' }, any, phone)).toEqual(['a.any', 60]);
    expect(codeFor({ measure: 'answer', channel: 'phone', valueClass: 'other' }, phone)).toBeUndefined();
  });

  it('limits by type in order, and not where it is off', () => {
    expect(codeFor({ measure: 'answer', type: 'complaint' }, any)).toEqual(['a.any', 5]);
    expect(codeFor({ measure: 'answer', type: 'billing' }, any)).toEqual(['a.any', 60]);
    expect(codeFor({ measure: 'answer' }, standard('a.any', { on: false }))).toBeUndefined();
  });

  it('is the highest version whose time has come', () => {
    const versions = [standard('a', {}, 1, at(1)), standard('a', {}, 3, at(9)), standard('a', {}, 2, at(3))];
    expect(inForce(versions, at(2)).map(({ version }) => version)).toEqual([1]);
    expect(inForce(versions, at(4)).map(({ version }) => version)).toEqual([2]);
    expect(inForce(versions, '2020-01-01T00:00:00.000Z')).toEqual([]);
  });
});

describe('when a time is due', () => {
  const rules = { standards: [], calendars: [{ code: 'office', version: 1, validFrom: at(1), form: office }] };
  it('passes by the clock, or by the calendar of the standard', () => {
    expect(dueOf(standard('a', { unit: 'minutes', warnAfter: 0.5 }), 10, rules, at(6, '16:55'))).toEqual({
      warnAt: at(6, '17:00'),
      dueAt: at(6, '17:05'),
      escalateAt: at(6, '17:15'),
    });
    expect(dueOf(standard('a', { unit: 'businessHours', calendar: 'office' }), 1, rules, at(6, '16:30'))).toMatchObject(
      {
        dueAt: at(9, '09:30'),
      },
    );
  });
});

describe('a calendar that is never open again', () => {
  it('makes nothing due for ten years', () => {
    const closed = { ...office, week: [[], [], [], [], [], [], []] };
    const rules = { standards: [], calendars: [{ code: 'office', version: 1, validFrom: at(1), form: closed }] };
    const due = dueOf(standard('a', { unit: 'businessHours', calendar: 'office' }), 1, rules, at(2));
    expect(due?.dueAt).toBe('2036-02-28T09:00:00.000Z');
  });
});

describe('a standard', () => {
  const rhythm = { measure: 'trainings', unit: 'count', per: 'week', calendar: 'office' } as const;
  const faults = (more: Partial<StandardForm>): unknown => {
    try {
      checkStandard(standard('a', more).form, ['office']);
      return [];
    } catch (error) {
      return error;
    }
  };

  it('can be kept where it can be measured', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ unit: 'businessHours', calendar: 'office' })).toEqual([]);
    expect(faults(rhythm)).toEqual([]);
    expect(faults({ measure: 'courtesies', unit: 'share', limits: [{ limit: 1 }], items: ['smile'] })).toEqual([]);
  });

  it.each([
    ['/unit', { measure: 'handOvers' as const }],
    ['/warnAfter', { measure: 'handOvers' as const, unit: 'count' as const, warnAfter: 0.5 }],
    ['/calendar', { unit: 'businessHours' as const }],
    ['/calendar', { unit: 'businessHours' as const, calendar: 'moon' }],
    ['/calendar', { calendar: 'office' }],
    ['/limits/0/limit', { limits: [{ limit: 0 }] }],
    ['/limits/1/limit', { limits: [{ limit: 1 }, { limit: 1e6 }] }],
    ['/limits/0/limit', { measure: 'repeats' as const, unit: 'count' as const, limits: [{ limit: 0.5 }] }],
    ['/items', { items: ['smile'] }],
    ['/per', { per: 'day' as const }],
    ['/whose', { whose: ['mitte'] }],
    ['/unit', { ...rhythm, unit: 'share' as const, limits: [{ limit: 1 }] }],
    ['/calendar', { ...rhythm, calendar: 'moon' }],
    ['/channels', { ...rhythm, channels: ['phone'] }],
    ['/limits/1', { ...rhythm, limits: [{ limit: 1 }, { limit: 2 }] }],
    ['/limits/0/valueClass', { ...rhythm, limits: [{ limit: 1, valueClass: 'gold' }] }],
    ['/limits/0/type', { ...rhythm, limits: [{ limit: 1, type: 'support' as const }] }],
    ['/limits/0/limit', { ...rhythm, limits: [{ limit: 0 }] }],
    ['/whose', { ...rhythm, whose: ['a', 'a'] }],
    ['/items', { measure: 'scorecard' as const, unit: 'share' as const, limits: [{ limit: 1 }], items: ['a', 'a'] }],
  ])('is refused at %s: %j', (pointer, more) => {
    expect(faults(more)).toMatchObject({ slug: 'standard-invalid', errors: [{ pointer }] });
  });

  it('goes by calendars that can be kept', () => {
    expect(() => checkCalendar(office)).not.toThrow();
    expect(() => checkCalendar({ ...office, zone: 'Mars/Base' })).toThrow('no time zone');
  });
});
