import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { analyticsEvents, profileEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { valueClasses, valueClassesOf } from './value-classes.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, valueClasses] });
});
afterAll(() => database.drop());

const told = (customerId: string, to: string): Told => ({
  type: 'ValueClassMoved',
  subject: customerId,
  data: { ...analyticsEvents.ValueClassMoved.example, customerId, to },
});

it('is what analytics told last; of merged records that of the one that stands for them, else that of another', async () => {
  const [ada, tablet, ben] = [newId(), newId(), newId()];
  const merge = { ...profileEvents.CustomersMerged.example, survivorId: ada, absorbedId: tablet };
  const classes = async () => {
    const known = await valueClassesOf(database.pool, [ada, tablet, ben]);
    return [known.get(ada), known.get(tablet), known.get(ben)];
  };
  await deliver(told(tablet, 'silver'), told(tablet, 'gold'));
  expect(await classes()).toEqual([undefined, 'gold', undefined]);
  await deliver({ type: 'CustomersMerged', subject: ada, data: merge });
  expect(await classes()).toEqual(['gold', 'gold', undefined]);
  await deliver(told(ada, 'diamond'));
  expect(await classes()).toEqual(['diamond', 'diamond', undefined]);
});
