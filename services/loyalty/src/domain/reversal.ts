import type { Refund } from './account.commands.ts';

/**
 * The points that a refund takes back of a purchase that earned `points`: the share of what was paid, rounded half up on
 * all refunds up to this one, less what those before it took. So refunds take back together what one of their sum would,
 * whichever becomes known first, and never more than was earned.
 */
export function reversedBy(points: number, { minor, refunded, paid }: Refund): number {
  const share = (back: number): number => roundedShare(points, Math.min(Math.max(back, 0), paid), paid);
  return paid > 0 ? share(refunded) - share(refunded - minor) : 0;
}

/** In whole numbers all along: points times minor units go beyond what a float holds exactly. */
const roundedShare = (points: number, part: number, whole: number): number =>
  Number((2n * BigInt(points) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
