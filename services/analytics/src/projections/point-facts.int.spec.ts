import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loyaltyEvents } from '@rapport/contracts';
import { ada, ben, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { pointFacts } from './point-facts.projection.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(pointFacts);
});
afterAll(() => house.database.drop());

describe('facts of points', () => {
  it('hold one row an entry, from which both balances can be summed', async () => {
    const { PointsEarned, PointsReleased, PointsRedeemed } = loyaltyEvents;
    await house.deliver(
      { type: 'PointsEarned', subject: ada, data: { ...PointsEarned.example, entryId: numbered(1), points: 29 } },
      { type: 'PointsEarned', subject: ada, data: { ...PointsEarned.example, entryId: numbered(2), points: 10 } },
    );
    await house.deliver(
      { type: 'PointsReleased', subject: ada, data: { ...PointsReleased.example, entryId: numbered(1), points: 29 } },
      { type: 'PointsRedeemed', subject: ada, data: { ...PointsRedeemed.example, entryId: numbered(3), points: 20 } },
    );
    expect(
      await house.rows(
        `select count(*) as entries, sum(pending_change)::integer as pending, sum(available_change)::integer as available,
         max(reward) as reward from analytics.points where customer_id = $1`,
        [ada],
      ),
    ).toEqual([{ entries: 4, pending: 10, available: 9, reward: 'coffee' }]);
  });

  it('tell what a refund took from where, and what paid for the points that had been spent', async () => {
    const { PointsReversed, PointsReleased } = loyaltyEvents;
    const reversed = { fromPending: 3, fromAvailable: 2, owed: 4, points: 9 };
    await house.deliver(
      { type: 'PointsReversed', subject: ben, data: { ...PointsReversed.example, customerId: ben, ...reversed } },
      {
        type: 'PointsReleased',
        subject: ben,
        data: { ...PointsReleased.example, customerId: ben, points: 10, settled: 4 },
      },
    );
    expect(
      await house.rows(
        `select entry, pending_change, available_change, owed_change, purchase_id is not null as bought
         from analytics.points where customer_id = $1 order by entry desc`,
        [ben],
      ),
    ).toEqual([
      { entry: 'reversed', pending_change: -3, available_change: -2, owed_change: 4, bought: true },
      { entry: 'released', pending_change: -10, available_change: 6, owed_change: -4, bought: false },
    ]);
  });
});
