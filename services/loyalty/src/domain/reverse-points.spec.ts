import { describe, expect, it } from '@jest/globals';
import { loyaltyEvents, type LoyaltyEvent } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import type { AccountCommand, Refund, ReversePoints } from './account.commands.ts';
import { account } from './account.decider.ts';

const ana = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const given = specification(account).given;
const id = (n: number): string => `0190a3c5-0000-7000-8000-${n.toString().padStart(12, '0')}`;
const enrol: AccountCommand = { type: 'EnrolMember', customerId: ana, enrolledAt: '2026-01-01T08:00:00.000Z' };
const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}T10:00:00.000Z`;
const buy = (n: number, minor: number): AccountCommand => ({
  type: 'EarnPoints',
  purchaseId: id(n),
  purchasedAt: day(n),
  minor,
});
const pass = (now: string): AccountCommand => ({ type: 'PassTime', now });
const spend = (n: number, points: number): AccountCommand => ({
  type: 'RedeemPoints',
  entryId: id(n),
  points,
  reward: 'coffee',
});
const refund = (n: number, minor: number, refunded: number, paid: number): Refund => ({
  refundId: id(n),
  refundedAt: '2026-02-10T10:00:00.000Z',
  minor,
  refunded,
  paid,
});
const reverse = (n: number, points: number, ...refunds: Refund[]): ReversePoints => ({
  type: 'ReversePoints',
  purchaseId: id(n),
  purchasedAt: day(n),
  points,
  refunds,
});

function after(...commands: AccountCommand[]): LoyaltyEvent[] {
  let state = account.initial;
  return commands.flatMap(command => {
    const { events } = account.decide(command, state);
    state = events.reduce(account.evolve, state);
    return events;
  });
}

describe('a refund of a purchase', () => {
  it('takes its share out of what is pending, as of when it was refunded, claimed by the refund', () => {
    const pending = after(enrol, buy(3, 2999), buy(4, 500));
    const { events, claims } = account.decide(reverse(3, 29, refund(90, 1000, 1000, 2999)), given(pending).state);
    expect(events).toEqual([
      {
        type: 'PointsReversed',
        at: '2026-02-10T10:00:00.000Z',
        data: {
          customerId: ana,
          entryId: expect.any(String),
          refundId: id(90),
          purchaseId: id(3),
          purchasedAt: day(3),
          points: 10,
          fromPending: 10,
          fromAvailable: 0,
          owed: 0,
          availableAt: '2026-01-18T00:00:00.000Z',
          postings: [
            { account: `pending:${ana}`, points: -10 },
            { account: 'programme:issued', points: 10 },
          ],
        },
      },
    ]);
    expect(claims).toEqual([{ kind: 'refund', value: id(90) }]);
    expect(loyaltyEvents.PointsReversed.check(events[0]?.data)).toBe(true);
    expect(given([...pending, ...events]).state).toMatchObject({
      lots: [{ points: 19 }, { points: 5 }],
      qualifying: [{ month: '2026-01', points: 24 }],
    });
  });

  it('leaves no lot behind whose points are all gone', () => {
    const all = after(enrol, buy(3, 1000), reverse(3, 10, refund(90, 1000, 1000, 1000)));
    expect(given(all).state).toMatchObject({ lots: [], available: 0, owed: 0 });
    given(all).when(pass('2026-03-01T00:00:00.000Z')).thenNothing();
  });

  it('takes what is available, and lets what was spent be owed; the balance is never below zero', () => {
    const spent = after(enrol, buy(3, 3000), pass('2026-01-20T00:00:00.000Z'), spend(80, 25));
    const { events } = account.decide(reverse(3, 30, refund(90, 3000, 3000, 3000)), given(spent).state);
    expect(events[0]?.data).toMatchObject({
      points: 30,
      fromPending: 0,
      fromAvailable: 5,
      owed: 25,
      postings: [
        { account: `available:${ana}`, points: -5 },
        { account: `owed:${ana}`, points: -25 },
        { account: 'programme:issued', points: 30 },
      ],
    });
    expect(given([...spent, ...events]).state).toMatchObject({ available: 0, owed: 25 });
  });

  it('is paid for by what is released next, and nothing can be spent until then', () => {
    const owing = after(
      enrol,
      buy(3, 3000),
      pass('2026-01-18T00:00:00.000Z'),
      spend(80, 30),
      reverse(3, 30, refund(90, 2000, 2000, 3000)),
      buy(8, 500),
      buy(9, 2000),
    );
    given(owing).when(spend(81, 1)).thenRefused('balance-too-low');
    const { events } = account.decide(pass('2026-01-24T00:00:00.000Z'), given(owing).state);
    expect(events).toMatchObject([
      { data: { points: 5, settled: 5, postings: [{ points: -5 }, { account: `owed:${ana}`, points: 5 }] } },
      { data: { points: 20, settled: 15, postings: [{ points: -20 }, { points: 15 }, { points: 5 }] } },
    ]);
    expect(given([...owing, ...events]).state).toMatchObject({ available: 5, owed: 0, lots: [] });
  });

  it('tells several refunds that became known before the purchase, each with its own share', () => {
    const three = after(enrol, buy(3, 300));
    const { events, claims } = account.decide(
      reverse(3, 3, refund(90, 150, 150, 300), refund(91, 1, 151, 300), refund(92, 149, 300, 300)),
      given(three).state,
    );
    expect(events.map(({ data }) => 'refundId' in data && [data.refundId, data.points])).toEqual([
      [id(90), 2],
      [id(92), 1],
    ]);
    expect(claims).toHaveLength(2);
  });

  it('lowers the qualifying value of the month of the purchase, whatever the balance is', () => {
    const spent = after(enrol, buy(3, 3000), pass('2026-01-20T00:00:00.000Z'), spend(80, 30));
    const refunded = after(
      enrol,
      buy(3, 3000),
      pass('2026-01-20T00:00:00.000Z'),
      spend(80, 30),
      reverse(3, 30, refund(90, 1000, 1000, 3000)),
    );
    expect(given(spent).state).toMatchObject({ qualifying: [{ month: '2026-01', points: 30 }] });
    expect(given(refunded).state).toMatchObject({ qualifying: [{ month: '2026-01', points: 20 }] });
  });
});
