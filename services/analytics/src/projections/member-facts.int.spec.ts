import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { loyaltyEvents } from '@rapport/contracts';
import { ada, warehouse, type Warehouse } from './facts.fixture.ts';
import { memberFacts } from './member-facts.projection.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(memberFacts);
});
afterAll(() => house.database.drop());

it('facts of members hold the tier of each, once', async () => {
  const data = { ...loyaltyEvents.MemberEnrolled.example, customerId: ada, tier: 'plus' };
  await house.deliver({ type: 'MemberEnrolled', subject: ada, data });
  expect(await house.rows('select recorded_customer_id as id, tier from facts.members')).toEqual([
    { id: ada, tier: 'plus' },
  ]);
});
