import type { Purchase } from './contact.ts';
import { add, keyOf, type Life } from './life.ts';
import { daysAfter, type Segment } from './population.ts';

const JOINS: Record<Segment, number> = { diamond: 0.9, gold: 0.75, silver: 0.6, other: 0.4 };
const REWARDS = { coffee: 100, voucher5: 500, voucher20: 2_000, barista: 5_000 } as const;
/** Points are pending for 14 days; some slack keeps a redemption clear of the border. */
const AVAILABLE_AFTER_DAYS = 20;

/** Joins the loyalty programme within a day of becoming a customer, or never. */
export function joinProgramme(life: Life): boolean {
  const { customer, random } = life;
  if (!random.chance(JOINS[customer.segment])) return false;
  return add(life, {
    kind: 'enrolment',
    key: keyOf(life, 'm'),
    customer: customer.key,
    at: daysAfter(customer.joinedAt, 0.01),
  });
}

/** After a purchase a member may spend points that are surely there: one per 1.00 bought since joining. */
export function spendPoints(life: Life, at: Date): void {
  const { customer, random } = life;
  if (!random.chance(0.3)) return;
  const when = daysAfter(at, 0.1 + random.exponential(1));
  let balance = 0;
  for (const contact of life.contacts) {
    if (contact.kind === 'redemption') balance -= contact.points;
    if (contact.kind === 'purchase' && daysAfter(contact.at, AVAILABLE_AFTER_DAYS) < when) balance += pointsOf(contact);
  }
  const rewards: readonly (keyof typeof REWARDS)[] = ['barista', 'voucher20', 'voucher5', 'coffee'];
  const reward = rewards.find(name => REWARDS[name] <= balance);
  if (reward === undefined) return;
  add(life, {
    kind: 'redemption',
    key: keyOf(life, 'r'),
    customer: customer.key,
    at: when,
    points: REWARDS[reward],
    reward,
  });
}

const pointsOf = (purchase: Purchase): number =>
  Math.floor(purchase.lines.reduce((sum, line) => sum + line.minor, 0) / 100);
