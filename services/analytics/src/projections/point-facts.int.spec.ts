import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loyaltyEvents } from '@rapport/contracts';
import { ada, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
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
});
