import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { interactionsEvents, loyaltyEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { migrations } from '../migrations/index.ts';
import { refundedEarnings } from '../policies/refunded-earnings.ts';
import { earnings } from './earnings.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [earnings] });
});
afterAll(() => database.drop());

const usd = (minor: number) => ({ minor, currency: 'USD' });
const { paid: _paid, ...ofBefore } = interactionsEvents.PurchaseRefunded.example;

/** A purchase of 30.00 by a new customer: what it earns, and its nth refund of ten. */
function purchase() {
  const [customerId, purchaseId] = [randomUUID(), randomUUID()];
  const earned: Told = {
    type: 'PointsEarned',
    subject: customerId,
    data: { ...loyaltyEvents.PointsEarned.example, customerId, purchaseId, entryId: randomUUID() },
  };
  const refund = (nth: number, more: { paid?: ReturnType<typeof usd>; whole?: boolean }): Told => ({
    type: 'PurchaseRefunded',
    subject: customerId,
    occurredAt: '2026-04-01T10:00:00.000Z',
    data: {
      ...ofBefore,
      ...{ refundId: randomUUID(), customerId, purchaseId, amount: usd(1000), refunded: usd(1000 * nth) },
      ...more,
    },
  });
  const known = async () => (await refundedEarnings(database.pool, [purchaseId])).get(purchaseId);
  return { customerId, purchaseId, earned, refund, known };
}

it('knows what a purchase earned and each refund of it once, whichever became known first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async order => {
      const { customerId, earned, refund, known } = purchase();
      for (const nth of order) await deliver(nth === 0 ? earned : refund(nth, { paid: usd(3000) }));
      const told = await known();
      expect(told).toMatchObject({ customerId, purchasedAt: '2026-02-14T15:30:00.000Z' });
      expect(Number(told?.points)).toBe(29);
      expect(told?.refunds.map(({ minor, refunded, paid }) => [minor, refunded, paid]).sort()).toEqual([
        [1000, 1000, 3000],
        [1000, 2000, 3000],
        [1000, 3000, 3000],
      ]);
    }),
    { numRuns: 12 },
  );
});

it('says nothing of a purchase that earned nothing, or was not refunded', async () => {
  const [unearned, unrefunded] = [purchase(), purchase()];
  await deliver(unearned.refund(1, { paid: usd(3000) }), unrefunded.earned);
  expect(await unearned.known()).toBeUndefined();
  expect(await unrefunded.known()).toBeUndefined();
});

it('takes of refunds of before, which did not tell the price, only those that gave all of it back', async () => {
  const { earned, refund, known } = purchase();
  await deliver(earned, refund(1, {}));
  expect(await known()).toBeUndefined();
  await deliver(refund(3, { whole: true }));
  expect((await known())?.refunds).toMatchObject([{ refunded: 3000, paid: 3000 }]);
});
