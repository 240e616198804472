import type { LoyaltyEvent } from '@rapport/contracts';
import { DomainError, type Claim, type Decider, type Decision } from '@rapport/decider';
import { evolve, initial, nextDue, type Account, type Member } from './account.ts';
import type { AccountCommand, EarnPoints, EnrolMember, RedeemPoints, ReversePoints } from './account.commands.ts';
import { availableOf, entryOf, ISSUED, lines, owedBy, pendingOf, REDEEMED, transfer } from './ledger.ts';
import { availableAt, firstTier, pointsFor, programmeAt, type Programme } from './programme.ts';
import { reversedBy } from './reversal.ts';

type Dated = LoyaltyEvent & { readonly at?: string };
type Versions = readonly Programme[];

const MOST_POINTS = 1e12;

/** The rules of a member's points account, by the versions of a programme. The stream's id is the customer's. */
export const accountUnder = (programmes: Versions): Decider<Account, AccountCommand, LoyaltyEvent> => ({
  kind: 'account',
  stateVersion: 2,
  initial,
  evolve,
  nextDue,
  claimsIn,
  decide(command, account) {
    switch (command.type) {
      case 'EnrolMember':
        return enrol(programmes, command, account);
      case 'EarnPoints':
        return earn(programmes, command, memberOf(account));
      case 'RedeemPoints':
        return redeem(command, memberOf(account));
      case 'ReversePoints':
        return reverse(programmes, command, memberOf(account));
      case 'PassTime':
        return { events: account.status === 'none' ? [] : release(account, command.now) };
    }
  },
});

function memberOf(account: Account): Member {
  if (account.status === 'member') return account;
  throw new DomainError('not-a-member', 'The customer has not joined the programme.');
}

function enrol(programmes: Versions, { customerId, enrolledAt }: EnrolMember, account: Account): Decision<Dated> {
  if (account.status === 'member') return { events: [] };
  const tier = firstTier(programmeAt(programmes, enrolledAt));
  return { events: [{ type: 'MemberEnrolled', data: { customerId, tier, enrolledAt } }] };
}

/** The claim makes a purchase earn once, however often and however much later it is told. */
function earn(programmes: Versions, command: EarnPoints, member: Member): Decision<Dated> {
  const { purchaseId, minor } = command;
  const purchasedAt = new Date(command.purchasedAt).toISOString();
  if (purchasedAt < member.enrolledAt) {
    throw new DomainError('not-a-member', 'The customer bought it before joining the programme.');
  }
  const programme = programmeAt(programmes, purchasedAt);
  const points = pointsFor(programme, minor);
  if (points === 0) return { events: [] };
  if (points > MOST_POINTS) throw new DomainError('points-out-of-range', `A purchase earns at most ${MOST_POINTS}.`);
  const { customerId } = member;
  const earned: LoyaltyEvent = {
    type: 'PointsEarned',
    data: {
      customerId,
      entryId: entryOf(customerId, `earned ${purchaseId}`),
      points,
      availableAt: availableAt(programme, purchasedAt),
      purchaseId,
      purchasedAt,
      postings: transfer(points, ISSUED, pendingOf(customerId)),
    },
  };
  const after = evolve(member, earned);
  // A purchase told late may be past its return window already: what is known to have passed has passed for it too.
  const due = after.status === 'member' ? release(after, after.knownUntil) : [];
  return { events: [earned, ...due], claims: claimsIn(earned) };
}

/** What makes each purchase, redemption and refund count once. */
function claimsIn({ type, data }: LoyaltyEvent): readonly Claim[] {
  if (type === 'PointsEarned') return [{ kind: 'purchase', value: data.purchaseId }];
  if (type === 'PointsReversed') return [{ kind: 'refund', value: data.refundId }];
  return type === 'PointsRedeemed' ? [{ kind: 'redemption', value: data.entryId }] : [];
}

function redeem({ entryId, points, reward, reserved = 0 }: RedeemPoints, member: Member): Decision<Dated> {
  const available = Math.max(0, member.available - reserved);
  if (points > available) {
    throw new DomainError('balance-too-low', `${points} points were asked for, ${available} are available.`);
  }
  const { customerId } = member;
  const postings = transfer(points, availableOf(customerId), REDEEMED);
  const redeemed: LoyaltyEvent = {
    type: 'PointsRedeemed',
    data: { customerId, entryId, points, reward, postings },
  };
  return { events: [redeemed], claims: claimsIn(redeemed) };
}

/** One entry for each refund, as of when it was made. */
function reverse(programmes: Versions, command: ReversePoints, member: Member): Decision<Dated> {
  const { purchaseId, points: earned } = command;
  const purchasedAt = new Date(command.purchasedAt).toISOString();
  const releasedAt = availableAt(programmeAt(programmes, purchasedAt), purchasedAt);
  const { customerId } = member;
  const events: Dated[] = [];
  let now: Account = member;
  for (const refund of command.refunds) {
    const points = reversedBy(earned, refund);
    if (points === 0 || now.status === 'none') continue;
    const taken = takenFrom(now, points, releasedAt);
    const { fromPending, fromAvailable, owed } = taken;
    const reversed: Dated = {
      type: 'PointsReversed',
      at: refund.refundedAt,
      data: {
        customerId,
        entryId: entryOf(customerId, `refund ${refund.refundId}`),
        refundId: refund.refundId,
        purchaseId,
        purchasedAt,
        points,
        ...taken,
        ...(fromPending > 0 && { availableAt: releasedAt }),
        postings: lines(
          { account: pendingOf(customerId), points: -fromPending },
          { account: availableOf(customerId), points: -fromAvailable },
          { account: owedBy(customerId), points: -owed },
          { account: ISSUED, points },
        ),
      },
    };
    events.push(reversed);
    now = evolve(now, reversed);
  }
  return { events, claims: events.flatMap(claimsIn) };
}

/** What a purchase earned is in the lot of its day while it is pending. Released, it may be spent: what is left is owed. */
function takenFrom({ lots, available }: Member, points: number, availableAt: string) {
  const lot = lots.find(one => one.availableAt === availableAt);
  const fromPending = Math.min(points, lot?.points ?? 0);
  const fromAvailable = Math.min(points - fromPending, available);
  return { fromPending, fromAvailable, owed: points - fromPending - fromAvailable };
}

/** One entry for each lot that is due, marked with when it was due. What is owed is paid first. */
function release({ customerId, lots, releases, owed }: Member, now: string): Dated[] {
  let left = owed;
  return lots
    .filter(lot => lot.availableAt <= now)
    .map((lot, nth) => {
      const settled = Math.min(left, lot.points);
      left -= settled;
      return {
        type: 'PointsReleased',
        at: lot.availableAt,
        data: {
          customerId,
          entryId: entryOf(customerId, `release ${releases + nth + 1}`),
          points: lot.points,
          ...(settled > 0 && { settled }),
          postings: lines(
            { account: pendingOf(customerId), points: -lot.points },
            { account: owedBy(customerId), points: settled },
            { account: availableOf(customerId), points: lot.points - settled },
          ),
        },
      };
    });
}
