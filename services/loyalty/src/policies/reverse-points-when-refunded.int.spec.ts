import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { interactionsEvents, loyaltyEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import fc from 'fast-check';
import type { ReversePoints } from '../domain/account.commands.ts';
import { migrations } from '../migrations/index.ts';
import { earnings } from '../projections/earnings.projection.ts';
import { reversePointsWhenRefunded } from './reverse-points-when-refunded.policy.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [earnings], policies: [reversePointsWhenRefunded] });
});
afterAll(() => database.drop());

const usd = (minor: number) => ({ minor, currency: 'USD' });
const refundedAt = '2026-04-01T10:00:00.000Z';

/** A purchase of 30.00 by a new customer: what earns, and its nth refund of ten. */
function purchase() {
  const [customerId, purchaseId] = [randomUUID(), randomUUID()];
  const earned: Told = {
    type: 'PointsEarned',
    subject: customerId,
    data: { ...loyaltyEvents.PointsEarned.example, customerId, purchaseId, entryId: randomUUID(), points: 30 },
  };
  const refundId = (nth: number): string => `0190a3c6-0000-7000-8000-00000000000${nth}`;
  const refund = (nth: number): Told => ({
    type: 'PurchaseRefunded',
    subject: customerId,
    occurredAt: refundedAt,
    data: {
      ...interactionsEvents.PurchaseRefunded.example,
      refundId: refundId(nth),
      customerId,
      purchaseId,
      amount: usd(1000),
      refunded: usd(1000 * nth),
      paid: usd(3000),
    },
  });
  return { customerId, purchaseId, earned, refund, refundId };
}

async function wished(customerId: string): Promise<ReversePoints[]> {
  const { rows } = await database.pool.query<{ command: ReversePoints }>(
    `select command from messaging.todo where decider = 'account' and stream_id = $1 order by id`,
    [customerId],
  );
  return rows.map(({ command }) => command);
}

describe('when a purchase was refunded', () => {
  it('what it earned is asked back, on the account that earned it, as of the refund', async () => {
    const { customerId, purchaseId, earned, refund, refundId } = purchase();
    await deliver(earned);
    await deliver(refund(1));
    expect(await wished(customerId)).toEqual([
      {
        type: 'ReversePoints',
        purchaseId,
        purchasedAt: '2026-02-14T15:30:00.000Z',
        points: 30,
        refunds: [{ refundId: refundId(1), refundedAt, minor: 1000, refunded: 1000, paid: 3000 }],
      },
    ]);
  });

  it('nothing is asked of who earned nothing by it', async () => {
    const { customerId, refund } = purchase();
    await deliver(refund(1), refund(2));
    expect(await wished(customerId)).toEqual([]);
  });

  it('each refund is asked for once, whether it or the purchase became known first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async order => {
        const { customerId, earned, refund } = purchase();
        for (const nth of order) await deliver(nth === 0 ? earned : refund(nth));
        const refunds = (await wished(customerId)).flatMap(({ refunds }) => refunds.map(({ refunded }) => refunded));
        expect(refunds.sort((a, b) => a - b)).toEqual([1000, 2000, 3000]);
      }),
      { numRuns: 24 },
    );
  });
});
