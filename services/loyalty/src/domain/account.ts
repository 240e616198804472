import type { LoyaltyEvent } from '@rapport/contracts';

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
    const empty = { available: 0, lots: [], knownUntil: enrolledAt, releases: 0 };
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
      return { ...member, lots, knownUntil: later(member.knownUntil, purchasedAt) };
    }
    case 'PointsReleased': {
      const due = member.lots[0]?.availableAt ?? member.knownUntil;
      return {
        ...member,
        available: member.available + points,
        lots: takeFirst(member.lots, points),
        knownUntil: later(member.knownUntil, due),
        releases: member.releases + 1,
      };
    }
    case 'PointsRedeemed':
      return { ...member, available: member.available - points };
  }
}

export const nextDue = (account: Account): string | null =>
  account.status === 'none' ? null : (account.lots[0]?.availableAt ?? null);

export const pending = ({ lots }: Member): number => lots.reduce((sum, lot) => sum + lot.points, 0);

/** What can be spent at an instant, counting what is due by then and not yet released. */
export const spendable = (member: Member, at: string): number =>
  member.lots.reduce((sum, lot) => (lot.availableAt <= at ? sum + lot.points : sum), member.available);

function addLot(lots: readonly Lot[], lot: Lot): readonly Lot[] {
  const same = lots.find(other => other.availableAt === lot.availableAt);
  const others = lots.filter(other => other !== same);
  const merged = { ...lot, points: lot.points + (same?.points ?? 0) };
  return [...others, merged].sort((a, b) => (a.availableAt < b.availableAt ? -1 : 1));
}

function takeFirst(lots: readonly Lot[], points: number): readonly Lot[] {
  const [first, ...rest] = lots;
  if (first === undefined) return [];
  return first.points > points ? [{ ...first, points: first.points - points }, ...rest] : rest;
}

const later = (a: string, b: string): string => (a < b ? b : a);
