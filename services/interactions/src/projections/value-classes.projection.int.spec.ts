import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { analyticsEvents, profileEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { classesTold } from '../policies/classes-told.ts';
import { valueClasses } from './value-classes.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let ada: string;
let tablet: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, valueClasses] });
});
afterAll(() => database.drop());
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

const told = (customerId: string, to: string): Told => ({
  type: 'ValueClassMoved',
  subject: customerId,
  data: { ...analyticsEvents.ValueClassMoved.example, customerId, to },
});
const merged = (type: 'CustomersMerged' | 'CustomersUnmerged'): Told => ({
  type,
  subject: ada,
  data: { ...profileEvents[type].example, survivorId: ada, absorbedId: tablet },
});
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
async function classOf(customerId: string, at = inAnHour): Promise<string | undefined> {
  return (await classesTold(database.pool, [{ id: customerId, customerId, at }])).get(customerId);
}

it('is what analytics told last, and was none before it was told', async () => {
  const before = new Date(Date.now() - 60_000).toISOString();
  expect(await classOf(ada)).toBeUndefined();
  await deliver(told(ada, 'silver'));
  await deliver(told(ada, 'gold'));
  expect(await classOf(ada)).toBe('gold');
  expect(await classOf(ada, before)).toBeUndefined();
});

it('is that of the record that stands for a merged customer, else that of another, and each its own when they are parted', async () => {
  await deliver(told(tablet, 'gold'), merged('CustomersMerged'));
  expect([await classOf(ada), await classOf(tablet)]).toEqual(['gold', 'gold']);
  await deliver(told(ada, 'silver'));
  expect([await classOf(ada), await classOf(tablet)]).toEqual(['silver', 'silver']);
  await deliver(merged('CustomersUnmerged'));
  expect([await classOf(ada), await classOf(tablet)]).toEqual(['silver', 'gold']);
});
