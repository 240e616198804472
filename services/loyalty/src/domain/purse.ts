import { spendable, pending, type Account, type Member } from './account.ts';

/** The accounts of one customer's ids, as one: what a merged customer sees. */
export interface Purse {
  readonly tier: string;
  /** Available points. */
  readonly points: number;
  readonly pending: number;
  readonly enrolledAt: string;
}

/**
 * The purse at an instant, as a redemption then would find it. Undefined where none of the ids has joined. The oldest
 * membership gives tier and date.
 */
export function purseOf(accounts: readonly Account[], at: string): Purse | undefined {
  const members = membersOf(accounts);
  const [oldest] = members.toSorted((a, b) => (a.enrolledAt < b.enrolledAt ? -1 : 1));
  if (oldest === undefined) return undefined;
  const points = members.reduce((sum, member) => sum + spendable(member, at), 0);
  const all = members.reduce((sum, member) => sum + member.available + pending(member), 0);
  return { tier: oldest.tier, points, pending: all - points, enrolledAt: oldest.enrolledAt };
}

export interface Share {
  readonly customerId: string;
  readonly points: number;
}

/**
 * Which accounts pay for a redemption at an instant: the first that has enough, else each what it has, in the order
 * of ids. Undefined where all of them together have too little.
 */
export function sharesOf(accounts: readonly Account[], points: number, at: string): Share[] | undefined {
  const members = membersOf(accounts).toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1));
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
