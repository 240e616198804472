import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { merged, unmerged } from '../projections/told.fixture.ts';
import { withdrawConsentWhenUnsubscribed } from './withdraw-consent-when-unsubscribed.policy.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap], policies: [withdrawConsentWhenUnsubscribed] });
});
afterAll(() => database.drop());

const unsubscribed = (customerId: string): Told => ({
  type: 'CustomerUnsubscribed',
  subject: customerId,
  data: { ...interactionsEvents.CustomerUnsubscribed.example, customerId },
});
const withdrawn = async (): Promise<string[]> => {
  const { rows } = await database.pool.query<{ id: string }>('delete from messaging.todo returning stream_id as id');
  return rows.map(({ id }) => id).sort();
};

it('withdraws under every id that is the customer then, once each', async () => {
  const [one, other, third] = [newId(), newId(), newId()];
  await deliver(...merged(one, other), ...merged(one, third), unsubscribed(other));
  expect(await withdrawn()).toEqual([one, other, third].sort());
  await deliver(...unmerged(one, other), unsubscribed(other));
  expect(await withdrawn()).toEqual([other]);
  await deliver(unsubscribed(third));
  expect(await withdrawn()).toEqual([one, third].sort());
});
