import { balanceAt, pending, spendable, type Account, type Member } from './account.ts';
import { qualifyingAt } from './qualifying.ts';

/** The accounts of one customer's ids, as one: what a merged customer sees. */
export interface Purse {
  readonly tier: string;
  /** Available points. */
  readonly points: number;
  readonly pending: number;
  /** What has to be earned before anything is available again. */
  readonly owed: number;
  /** Points earned in the months that count for the tier. */
  readonly qualifying: number;
  readonly enrolledAt: string;
}

/**
 * The purse at an instant, as a redemption then would find it. Undefined where none of the ids has joined. The oldest
 * membership gives tier and date. What one account owes the others pay, but only in this sum: no points move.
 */
export function purseOf(accounts: readonly Account[], at: string, qualifyingMonths: number): Purse | undefined {
  const members = membersOf(accounts);
  const [oldest] = members.toSorted((a, b) => (a.enrolledAt < b.enrolledAt ? -1 : 1));
  if (oldest === undefined) return undefined;
  const sumOf = (of: (member: Member) => number): number => members.reduce((sum, member) => sum + of(member), 0);
  const balance = balanceOf(members, at);
  return {
    tier: oldest.tier,
    points: Math.max(0, balance),
    pending: sumOf(member => member.available - member.owed + pending(member)) - balance,
    owed: Math.max(0, -balance),
    qualifying: sumOf(member => qualifyingAt(member.qualifying, at, qualifyingMonths)),
    enrolledAt: oldest.enrolledAt,
  };
}

const balanceOf = (members: readonly Member[], at: string): number =>
  members.reduce((sum, member) => sum + balanceAt(member, at), 0);

export interface Share {
  readonly customerId: string;
  readonly points: number;
}

/**
 * Which accounts pay for a redemption at an instant: the first that has enough, else each what it has, in the order
 * of ids. Undefined where all of them together have too little, less what any of them owes.
 */
export function sharesOf(accounts: readonly Account[], points: number, at: string): Share[] | undefined {
  const members = membersOf(accounts).toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1));
  if (balanceOf(members, at) < points) return undefined;
  const whole = members.find(member => spendable(member, at) >= points);
  if (whole) return [{ customerId: whole.customerId, points }];
  const shares: Share[] = [];
  let left = points;
  for (const member of members) {
    const share = Math.min(left, spendable(member, at));
    left -= share;
    if (share > 0) shares.push({ customerId: member.customerId, points: share });
  }
  return left === 0 ? shares : undefined;
}

const membersOf = (accounts: readonly Account[]): Member[] => accounts.filter(account => account.status === 'member');
