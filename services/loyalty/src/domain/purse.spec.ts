import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Account, Member } from './account.ts';
import { purseOf, sharesOf } from './purse.ts';

const at = '2026-06-01T00:00:00.000Z';
const member = (customerId: string, available: number, rest: Partial<Member> = {}): Member => ({
  status: 'member',
  customerId,
  tier: 'member',
  enrolledAt: '2026-01-01T00:00:00.000Z',
  available,
  owed: 0,
  qualifying: [],
  lots: [],
  knownUntil: '2026-01-01T00:00:00.000Z',
  releases: 0,
  ...rest,
});
const none: Account = { status: 'none' };

describe('the purse of a merged customer', () => {
  it('adds up the accounts, counting what is due by then, and is as old as the oldest membership', () => {
    const old = member('b', 5, { enrolledAt: '2024-01-01T00:00:00.000Z', tier: 'plus' });
    const lots = [{ availableAt: '2026-07-01T00:00:00.000Z', points: 7 }];
    expect(purseOf([none, member('a', 10, { lots }), old], at, 12)).toEqual({
      tier: 'plus',
      points: 15,
      pending: 7,
      owed: 0,
      qualifying: 0,
      enrolledAt: '2024-01-01T00:00:00.000Z',
    });
    expect(purseOf([member('a', 10, { lots })], '2026-07-01T00:00:00.000Z', 12)).toMatchObject({
      points: 17,
      pending: 0,
    });
    expect(purseOf([none], at, 12)).toBeUndefined();
  });
  it('is redeemed from one account that has enough', () => {
    expect(sharesOf([member('c', 50), member('a', 10), member('b', 40)], 40, at)).toEqual([
      { customerId: 'b', points: 40 },
    ]);
  });
  it('is else split in the order of ids, counting what is due by then', () => {
    const due = member('c', 0, {
      lots: [
        { availableAt: at, points: 5 },
        { availableAt: '2026-06-02T00:00:00.000Z', points: 9 },
      ],
    });
    expect(sharesOf([due, member('b', 10), member('a', 0)], 14, at)).toEqual([
      { customerId: 'b', points: 10 },
      { customerId: 'c', points: 4 },
    ]);
    expect(sharesOf([due, member('b', 10)], 16, at)).toBeUndefined();
    expect(sharesOf([], 1, at)).toBeUndefined();
  });
  it('pays what one account owes with what others have, and moves nothing: apart again, each is as it was', () => {
    const owing = member('a', 0, { owed: 30, qualifying: [{ month: '2026-05', points: 4 }] });
    const rich = member('b', 50, {
      qualifying: [
        { month: '2026-06', points: 50 },
        { month: '2025-06', points: 9 },
      ],
    });
    expect(purseOf([owing, rich], at, 12)).toMatchObject({ points: 20, owed: 0, pending: 0, qualifying: 54 });
    expect(sharesOf([owing, rich], 20, at)).toEqual([{ customerId: 'b', points: 20 }]);
    expect(sharesOf([owing, rich], 21, at)).toBeUndefined();
    expect(purseOf([owing, member('c', 10)], at, 12)).toMatchObject({ points: 0, owed: 20 });
    expect(purseOf([rich], at, 12)).toMatchObject({ points: 50, owed: 0 });
  });
  it('pays with what is due and not released yet, too', () => {
    const lots = [{ availableAt: at, points: 7 }];
    expect(purseOf([member('a', 0, { owed: 5, lots })], at, 12)).toMatchObject({ points: 2, pending: 0, owed: 0 });
    const later = [{ availableAt: '2026-07-01T00:00:00.000Z', points: 7 }];
    expect(purseOf([member('a', 0, { owed: 5, lots: later })], at, 12)).toMatchObject({
      points: 0,
      pending: 7,
      owed: 5,
    });
  });
  it('is never split into more than there is, nor into other than was asked for', () => {
    const balances = fc.array(fc.nat(50), { maxLength: 6 });
    fc.assert(
      fc.property(balances, fc.integer({ min: 1, max: 200 }), (available, points) => {
        const accounts = available.map((balance, nth) => member(String(nth), balance));
        const shares = sharesOf(accounts, points, at);
        const total = available.reduce((a, b) => a + b, 0);
        expect(shares === undefined).toBe(total < points);
        if (!shares) return;
        expect(shares.reduce((sum, share) => sum + share.points, 0)).toBe(points);
        for (const share of shares) expect(share.points).toBeLessThanOrEqual(available[Number(share.customerId)] ?? 0);
      }),
    );
  });
});
