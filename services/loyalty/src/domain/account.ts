import type { LoyaltyEvent } from '@rapport/contracts';
import { counted, type QualifyingMonth } from './qualifying.ts';

/** Points of one or more purchases that become available at the same instant. */
export interface Lot {
  readonly availableAt: string;
  readonly points: number;
}

export interface Member {
  readonly status: 'member';
  readonly customerId: string;
  readonly tier: string;
  readonly enrolledAt: string;
  readonly available: number;
  /** What refunds took back after it was spent: paid by what is released next, so while anything is owed nothing is available. */
  readonly owed: number;
  readonly qualifying: readonly QualifyingMonth[];
  /** Pending points, the next to be released first. */
  readonly lots: readonly Lot[];
  /** The latest instant that an event tells of: whatever was due by then has been released. */
  readonly knownUntil: string;
  /** How many releases there were: the number of the next one. */
  readonly releases: number;
}

export type Account = { readonly status: 'none' } | Member;

export const initial: Account = { status: 'none' };

export function evolve(account: Account, event: LoyaltyEvent): Account {
  if (event.type === 'MemberEnrolled') {
    const { customerId, tier, enrolledAt } = event.data;
    const empty = { available: 0, owed: 0, qualifying: [], lots: [], knownUntil: enrolledAt, releases: 0 };
    return { status: 'member', customerId, tier, enrolledAt, ...empty };
  }
  return account.status === 'none' ? account : moved(account, event);
}

function moved(member: Member, event: Exclude<LoyaltyEvent, { type: 'MemberEnrolled' }>): Member {
  const { points } = event.data;
  switch (event.type) {
    case 'PointsEarned': {
      const { availableAt, purchasedAt } = event.data;
      const lots = addLot(member.lots, { availableAt, points });
      const qualifying = counted(member.qualifying, purchasedAt, points);
      return { ...member, lots, qualifying, knownUntil: later(member.knownUntil, purchasedAt) };
    }
    case 'PointsReleased': {
      const due = member.lots[0]?.availableAt ?? member.knownUntil;
      const { settled = 0 } = event.data;
      return {
        ...member,
        available: member.available + points - settled,
        owed: member.owed - settled,
        lots: takeFirst(member.lots, points),
        knownUntil: later(member.knownUntil, due),
        releases: member.releases + 1,
      };
    }
    case 'PointsRedeemed':
      return { ...member, available: member.available - points };
    case 'PointsReversed': {
      const { fromPending, fromAvailable, owed, purchasedAt, availableAt } = event.data;
      return {
        ...member,
        available: member.available - fromAvailable,
        owed: member.owed + owed,
        qualifying: counted(member.qualifying, purchasedAt, -points),
        lots: takeFrom(member.lots, availableAt, fromPending),
      };
    }
  }
}

export const nextDue = (account: Account): string | null =>
  account.status === 'none' ? null : (account.lots[0]?.availableAt ?? null);

export const pending = ({ lots }: Member): number => lots.reduce((sum, lot) => sum + lot.points, 0);

/** What is there at an instant, counting what is due by then and not yet released; below zero where more is owed. */
export const balanceAt = (member: Member, at: string): number =>
  member.lots.reduce((sum, lot) => (lot.availableAt <= at ? sum + lot.points : sum), member.available - member.owed);

/** What can be spent at an instant. */
export const spendable = (member: Member, at: string): number => Math.max(0, balanceAt(member, at));

function addLot(lots: readonly Lot[], lot: Lot): readonly Lot[] {
  const same = lots.find(other => other.availableAt === lot.availableAt);
  const others = lots.filter(other => other !== same);
  const merged = { ...lot, points: lot.points + (same?.points ?? 0) };
  return [...others, merged].sort((a, b) => (a.availableAt < b.availableAt ? -1 : 1));
}

const takeFrom = (lots: readonly Lot[], availableAt: string | undefined, points: number): readonly Lot[] =>
  lots.flatMap(lot => {
    if (lot.availableAt !== availableAt) return [lot];
    return lot.points > points ? [{ ...lot, points: lot.points - points }] : [];
  });

function takeFirst(lots: readonly Lot[], points: number): readonly Lot[] {
  const [first, ...rest] = lots;
  if (first === undefined) return [];
  return first.points > points ? [{ ...first, points: first.points - points }, ...rest] : rest;
}

const later = (a: string, b: string): string => (a < b ? b : a);
