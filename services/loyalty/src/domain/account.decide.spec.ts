import { describe, expect, it } from '@jest/globals';
import { loyaltyEvents, type LoyaltyEvent } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import type { EarnPoints, EnrolMember, RedeemPoints } from './account.commands.ts';
import { account } from './account.decider.ts';

const ana = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const enrolledAt = '2026-01-01T08:00:00.000Z';
const given = specification(account).given;

const enrol: EnrolMember = { type: 'EnrolMember', customerId: ana, enrolledAt };
const buy = (purchaseId: string, minor: number, purchasedAt: string): EarnPoints => ({
  type: 'EarnPoints',
  purchaseId,
  purchasedAt,
  minor,
});
const redeem = (points: number): RedeemPoints => ({
  type: 'RedeemPoints',
  entryId: '0190a3c7-0000-7000-8000-00000000000a',
  points,
  reward: 'coffee',
});
const p1 = '0190a3c5-0000-7000-8000-000000000001';
const p2 = '0190a3c5-0000-7000-8000-000000000002';

const enrolled: LoyaltyEvent = { type: 'MemberEnrolled', data: { customerId: ana, tier: 'member', enrolledAt } };

/** What really follows, command after command: the entries' ids are the decider's own. */
function after(...commands: Parameters<typeof account.decide>[0][]): LoyaltyEvent[] {
  let state = account.initial;
  return commands.flatMap(command => {
    const { events } = account.decide(command, state);
    state = events.reduce(account.evolve, state);
    return events;
  });
}
const facts = (events: readonly LoyaltyEvent[]): object[] =>
  events.map(event => ({ type: event.type, ...('points' in event.data && { points: event.data.points }) }));

describe('enrolling', () => {
  it('makes a customer a member in the lowest tier', () => {
    given([]).when(enrol).then([enrolled]);
  });
  it('does nothing for a member, whatever date is told now', () => {
    given([enrolled])
      .when({ ...enrol, enrolledAt: '2020-01-01T00:00:00.000Z' })
      .thenNothing();
  });
});

describe('earning', () => {
  it('gives a point for each full 1.00, pending to the end of the fourteenth day after, claimed by the purchase', () => {
    const { events, claims } = account.decide(buy(p1, 2999, '2026-01-10T15:30:00Z'), given([enrolled]).state);
    expect(events).toEqual([
      {
        type: 'PointsEarned',
        data: {
          customerId: ana,
          entryId: expect.any(String),
          points: 29,
          availableAt: '2026-01-25T00:00:00.000Z',
          purchaseId: p1,
          purchasedAt: '2026-01-10T15:30:00.000Z',
          postings: [
            { account: 'programme:issued', points: -29 },
            { account: `pending:${ana}`, points: 29 },
          ],
        },
      },
    ]);
    expect(loyaltyEvents.PointsEarned.check(events[0]?.data)).toBe(true);
    expect(claims).toEqual([{ kind: 'purchase', value: p1 }]);
  });
  it('gives nothing for less than 1.00, and takes nothing for a refund', () => {
    given([enrolled])
      .when(buy(p1, 99, '2026-01-10T15:30:00Z'))
      .thenNothing();
    given([enrolled])
      .when(buy(p1, 0, '2026-01-10T15:30:00Z'))
      .thenNothing();
    given([enrolled])
      .when(buy(p1, -5000, '2026-01-10T15:30:00Z'))
      .thenNothing();
  });
  it('is refused to who is no member, or was none yet', () => {
    given([])
      .when(buy(p1, 500, '2026-01-10T15:30:00Z'))
      .thenRefused('not-a-member');
    given([enrolled])
      .when(buy(p1, 500, '2025-12-31T15:30:00Z'))
      .thenRefused('not-a-member');
  });
  it('is refused beyond what one entry can hold', () => {
    given([enrolled])
      .when(buy(p1, 9e15, '2026-01-10T15:30:00Z'))
      .thenRefused('points-out-of-range');
  });
  it('puts the purchases of one day into one lot', () => {
    const events = after(enrol, buy(p1, 1000, '2026-01-10T01:00:00Z'), buy(p2, 500, '2026-01-10T23:00:00Z'));
    const { state } = given(events);
    expect(state).toMatchObject({ lots: [{ availableAt: '2026-01-25T00:00:00.000Z', points: 15 }] });
  });
  it('releases at once what is told after its return window has closed', () => {
    const events = after(enrol, buy(p1, 1000, '2026-03-10T01:00:00Z'), buy(p2, 500, '2026-01-10T00:00:00Z'));
    expect(events.at(-1)).toMatchObject({ type: 'PointsReleased', at: '2026-01-25T00:00:00.000Z' });
    expect(given(events).state).toMatchObject({ available: 5, lots: [{ points: 10 }], releases: 1 });
  });
});

describe('time', () => {
  const earned = after(enrol, buy(p1, 1000, '2026-01-10T15:00:00Z'), buy(p2, 500, '2026-01-11T15:00:00Z'));

  it('is next due when the first lot is, and never without one', () => {
    expect(account.nextDue?.(given(earned).state)).toBe('2026-01-25T00:00:00.000Z');
    expect(account.nextDue?.(given([enrolled]).state)).toBeNull();
    expect(account.nextDue?.(account.initial)).toBeNull();
  });
  it('releases the lots that are due, each marked with when it was due', () => {
    const { events } = account.decide({ type: 'PassTime', now: '2026-02-01T09:00:00.000Z' }, given(earned).state);
    expect(events).toMatchObject([
      { type: 'PointsReleased', at: '2026-01-25T00:00:00.000Z', data: { points: 10 } },
      { type: 'PointsReleased', at: '2026-01-26T00:00:00.000Z', data: { points: 5 } },
    ]);
    expect(new Set(events.map(event => 'entryId' in event.data && event.data.entryId)).size).toBe(2);
  });
  it('releases at the instant and not a moment before, and no lot twice', () => {
    const just = { type: 'PassTime', now: '2026-01-25T00:00:00.000Z' } as const;
    given(earned).when({ type: 'PassTime', now: '2026-01-24T23:59:59.999Z' }).thenNothing();
    expect(facts(after(...[enrol, buy(p1, 1000, '2026-01-10T15:00:00Z'), just, just]))).toEqual([
      { type: 'MemberEnrolled' },
      { type: 'PointsEarned', points: 10 },
      { type: 'PointsReleased', points: 10 },
    ]);
  });
  it('passes over who is no member', () => {
    given([]).when({ type: 'PassTime', now: enrolledAt }).thenNothing();
  });
});

describe('redeeming', () => {
  const rich = after(enrol, buy(p1, 10_000, '2026-01-10T15:00:00Z'), {
    type: 'PassTime',
    now: '2026-02-01T00:00:00.000Z',
  });

  it('takes available points, down to none', () => {
    const { events, claims } = account.decide(redeem(100), given(rich).state);
    expect(events).toEqual([
      {
        type: 'PointsRedeemed',
        data: {
          customerId: ana,
          entryId: redeem(100).entryId,
          points: 100,
          reward: 'coffee',
          postings: [
            { account: `available:${ana}`, points: -100 },
            { account: 'programme:redeemed', points: 100 },
          ],
        },
      },
    ]);
    expect(claims).toEqual([{ kind: 'redemption', value: redeem(100).entryId }]);
    expect(events.flatMap(event => account.claimsIn?.(event) ?? [])).toEqual(claims);
    expect(given([...rich, ...events.filter(event => event.type === 'PointsRedeemed')]).state).toMatchObject({
      available: 0,
    });
  });
  it('is refused beyond what is available: pending points are not', () => {
    given(rich).when(redeem(101)).thenRefused('balance-too-low');
    given(after(enrol, buy(p1, 10_000, '2026-01-10T15:00:00Z')))
      .when(redeem(1))
      .thenRefused('balance-too-low');
    given([enrolled]).when(redeem(1)).thenRefused('balance-too-low');
  });
  it('is refused to who is no member', () => {
    given([]).when(redeem(1)).thenRefused('not-a-member');
  });
});
