import { describe, expect, it } from '@jest/globals';
import { loyaltyEvents, type LoyaltyEvent } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import fc from 'fast-check';
import type { AccountCommand } from './account.commands.ts';
import { account } from './account.decider.ts';
import type { Account } from './account.ts';

const ana = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const START = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (ms: number): string => new Date(ms).toISOString();

interface Step {
  readonly kind: 'earn' | 'redeem' | 'time' | 'refund';
  readonly nth: number;
  readonly hour: number;
  readonly amount: number;
}

/** Purchase `nth` is always the same purchase, as a sender's id makes it; steps come in any order of time, and again. */
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('earn', 'earn', 'redeem', 'time', 'refund'),
  nth: fc.nat(11),
  hour: fc.nat(24 * 90),
  amount: fc.integer({ min: 1, max: 60 }),
});
const timeOf = (nth: number): number => START + nth * 7 * DAY + nth * HOUR;
const minorOf = (nth: number): number => nth * 777;
const pointsOf = (nth: number): number => Math.floor(minorOf(nth) / 100);

/** A purchase is given back in thirds, whichever comes first. */
function refundOf(nth: number, third: number, refundedAt: string): AccountCommand {
  const paid = minorOf(nth);
  const upTo = (thirds: number): number => Math.floor((paid * thirds) / 3);
  const refund = {
    refundId: `0190a3c6-0000-7000-8000-${String(nth * 3 + third).padStart(12, '0')}`,
    refundedAt,
    minor: upTo(third + 1) - upTo(third),
    refunded: upTo(third + 1),
    paid,
  };
  const purchasedAt = iso(timeOf(nth));
  return { type: 'ReversePoints', purchaseId: entry(nth), purchasedAt, points: pointsOf(nth), refunds: [refund] };
}

function commandOf({ kind, nth, hour, amount }: Step): { command: AccountCommand; at: string } {
  const at = iso(START + hour * HOUR);
  if (kind === 'refund') return { command: refundOf(nth, amount % 3, at), at };
  if (kind === 'time') return { command: { type: 'PassTime', now: at }, at };
  if (kind === 'redeem') {
    return { command: { type: 'RedeemPoints', entryId: entry(nth), points: amount, reward: 'coffee' }, at };
  }
  const purchasedAt = iso(timeOf(nth));
  return { command: { type: 'EarnPoints', purchaseId: entry(nth), purchasedAt, minor: minorOf(nth) }, at: purchasedAt };
}
const entry = (nth: number): string => `0190a3c5-0000-7000-8000-${String(nth).padStart(12, '0')}`;

/** As messaging runs it: time passes to the command's instant first, and what a claim is held for is not done again. */
class Runtime {
  state: Account = account.initial;
  readonly events: LoyaltyEvent[] = [];
  readonly #claims = new Set<string>();

  get earned(): Set<string> {
    return new Set(this.events.flatMap(({ type, data }) => (type === 'PointsEarned' ? [data.purchaseId] : [])));
  }

  send(command: AccountCommand, at: string): string {
    let state = this.state;
    const events: LoyaltyEvent[] = [];
    const claims: string[] = [];
    try {
      const due = account.nextDue?.(state);
      const passing: AccountCommand[] = due && due <= at ? [{ type: 'PassTime', now: at }] : [];
      for (const one of [...passing, command]) {
        const decision = account.decide(one, state);
        state = decision.events.reduce(account.evolve, state);
        events.push(...decision.events);
        claims.push(...(decision.claims ?? []).map(claim => `${claim.kind}:${claim.value}`));
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return error.slug;
    }
    if (claims.some(claim => this.#claims.has(claim))) return 'already-claimed';
    claims.forEach(claim => this.#claims.add(claim));
    this.state = state;
    this.events.push(...events);
    return 'done';
  }
}

function run(steps: readonly Step[]): Runtime {
  const runtime = new Runtime();
  runtime.send({ type: 'EnrolMember', customerId: ana, enrolledAt: iso(START) }, iso(START));
  for (const one of steps) {
    const { command, at } = commandOf(one);
    // Who earned nothing is asked for nothing back.
    if (command.type === 'ReversePoints' && !runtime.earned.has(command.purchaseId)) continue;
    runtime.send(command, at);
  }
  return runtime;
}

function balances(events: readonly LoyaltyEvent[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { data } of events) {
    for (const { account: name, points } of 'postings' in data ? data.postings : []) {
      sums.set(name, (sums.get(name) ?? 0) + points);
    }
  }
  return sums;
}

describe('the ledger, whatever comes in whatever order and however often', () => {
  it('sums to zero entry by entry, and no balance of a member is ever below zero', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const { events } = run(steps);
        const sums = new Map<string, number>();
        for (const event of events) {
          const { data } = event;
          expect(loyaltyEvents[event.type].check(data)).toBe(true);
          if (!('postings' in data)) continue;
          expect(data.postings.reduce((sum, { points }) => sum + points, 0)).toBe(0);
          for (const { account: name, points } of data.postings) sums.set(name, (sums.get(name) ?? 0) + points);
          expect(sums.get(`available:${ana}`) ?? 0).toBeGreaterThanOrEqual(0);
          expect(sums.get(`pending:${ana}`) ?? 0).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('has the balances that its postings say, a different id for each entry, and few lots', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const { events, state } = run(steps);
        const sums = balances(events);
        if (state.status === 'none') throw new Error('not enrolled');
        expect(state.available).toBe(sums.get(`available:${ana}`) ?? 0);
        expect(0 - state.owed).toBe(sums.get(`owed:${ana}`) ?? 0);
        expect(Math.min(state.owed, state.available)).toBe(0);
        expect(state.lots.reduce((sum, lot) => sum + lot.points, 0)).toBe(sums.get(`pending:${ana}`) ?? 0);
        expect(state.lots.length).toBeLessThanOrEqual(15);
        const ids = events.flatMap(({ data }) => ('entryId' in data ? [data.entryId] : []));
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('keeps few lots even where years of purchases come latest first', () => {
    const runtime = run([]);
    for (let day = 700; day >= 0; day--) {
      const at = iso(START + day * DAY);
      runtime.send({ type: 'EarnPoints', purchaseId: entry(day), purchasedAt: at, minor: 100 }, at);
    }
    if (runtime.state.status === 'none') throw new Error('not enrolled');
    expect(runtime.state.lots.length).toBeLessThanOrEqual(15);
    expect(runtime.state.available + runtime.state.lots.length).toBe(701);
  });

  it('earns the same from the same purchases in any order, with any repeats', () => {
    const purchases = fc.uniqueArray(fc.nat(11), { maxLength: 12 });
    fc.assert(
      fc.property(
        purchases.chain(once =>
          fc.tuple(
            fc.constant(once),
            once.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...once), { maxLength: 12 }),
            fc.infiniteStream(fc.nat()),
          ),
        ),
        ([once, again, order]) => {
          const told = [...once, ...again]
            .map(nth => ({ nth, place: order.next().value ?? 0 }))
            .sort((a, b) => a.place - b.place);
          const runtime = run(told.map(({ nth }) => ({ kind: 'earn', nth, hour: 0, amount: 1 })));
          runtime.send({ type: 'PassTime', now: iso(START + 365 * DAY) }, iso(START + 365 * DAY));
          const expected = once.reduce((sum, nth) => sum + Math.floor(minorOf(nth) / 100), 0);
          expect(runtime.state).toMatchObject({ available: expected, lots: [] });
        },
      ),
    );
  });

  it('gives and takes no point but by its entries: what is there is earned, less reversed, less spent', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const { events, state } = run(steps);
        if (state.status === 'none') throw new Error('not enrolled');
        const sum = (type: string): number =>
          events.reduce(
            (all, event) => (event.type === type && 'points' in event.data ? all + event.data.points : all),
            0,
          );
        const pending = state.lots.reduce((all, { points }) => all + points, 0);
        const kept = sum('PointsEarned') - sum('PointsReversed');
        expect(state.available + pending - state.owed).toBe(kept - sum('PointsRedeemed'));
        expect(state.qualifying.reduce((all, { points }) => all + points, 0)).toBe(kept);
        for (const { month, points } of state.qualifying) expect([month, points < 0]).toEqual([month, false]);
      }),
    );
  });

  it('takes back the same from the same refunds in any order, with any repeats: all, where all was given back', () => {
    const refunds = fc.array(fc.tuple(fc.integer({ min: 1, max: 11 }), fc.nat(2), fc.nat(24 * 90)), { maxLength: 40 });
    fc.assert(
      fc.property(refunds, fc.nat(30), (list, spent) => {
        const runtime = run(Array.from({ length: 12 }, (_, nth) => ({ kind: 'earn', nth, hour: 0, amount: 1 })));
        const end = iso(START + 365 * DAY);
        runtime.send({ type: 'RedeemPoints', entryId: entry(99), points: spent, reward: 'coffee' }, end);
        for (const [nth, third, hour] of list) {
          const at = iso(START + hour * HOUR);
          runtime.send(refundOf(nth, third, at), at);
        }
        for (let nth = 1; nth < 12; nth++) {
          const thirds = new Set(list.filter(([purchase]) => purchase === nth).map(([, third]) => third));
          const taken = runtime.events
            .flatMap(({ type, data }) =>
              type === 'PointsReversed' && data.purchaseId === entry(nth) ? [data.points] : [],
            )
            .reduce((a, b) => a + b, 0);
          if (thirds.size === 3) expect(taken).toBe(pointsOf(nth));
          expect(Math.abs(taken - (pointsOf(nth) * thirds.size) / 3)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('equals the simple model: what was earned and is due, less what was redeemed while it sufficed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const runtime = run([]);
        const earned = new Map<number, number>();
        const redeemed = new Map<number, number>();
        let clock = START;
        // Time that any accepted thing told of: points whose window closed by then are available.
        const available = (until: number): number =>
          [...earned]
            .filter(([nth]) => (Math.floor(timeOf(nth) / DAY) + 15) * DAY <= until)
            .reduce((sum, [, points]) => sum + points, 0) - [...redeemed.values()].reduce((a, b) => a + b, 0);
        for (const one of steps.filter(({ kind }) => kind !== 'refund').toSorted((a, b) => whenOf(a) - whenOf(b))) {
          const { command, at } = commandOf(one);
          clock = Math.max(clock, Date.parse(at));
          const answer = runtime.send(command, at);
          if (one.kind === 'earn' && !earned.has(one.nth)) {
            const points = Math.floor(minorOf(one.nth) / 100);
            if (points > 0) earned.set(one.nth, points);
            expect(answer).toBe('done');
          }
          if (one.kind === 'redeem') {
            const enough = available(clock) >= one.amount;
            expect(answer).toBe(!enough ? 'balance-too-low' : redeemed.has(one.nth) ? 'already-claimed' : 'done');
            if (answer === 'done') redeemed.set(one.nth, one.amount);
          }
        }
        runtime.send({ type: 'PassTime', now: iso(clock) }, iso(clock));
        expect(runtime.state).toMatchObject({ available: available(clock) });
      }),
    );
  });
});

const whenOf = (one: Step): number => Date.parse(commandOf(one).at);
