import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerClass } from './customer-class.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let ada: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [customerClass] });
});
afterAll(() => database.drop());
beforeEach(() => {
  ada = newId();
});

const contact = (day: number, valueClass?: string): Told => ({
  type: 'InteractionRecorded',
  subject: ada,
  occurredAt: `2026-03-0${day}T10:00:00.000Z`,
  data: {
    ...interactionsEvents.InteractionRecorded.example,
    interactionId: newId(),
    customerId: ada,
    ...(valueClass !== undefined && { valueClass }),
  },
});
async function ranked(): Promise<unknown[]> {
  const { rows } = await database.pool.query<{ said: unknown }>(
    `select jsonb_build_array(value_class, to_char(told_at at time zone 'UTC', 'DD')) as said
     from app.customer_class where customer_id = $1`,
    [ada],
  );
  return rows.map(({ said }) => said);
}

it('is what the latest contact that said one has said; one that says none changes nothing', async () => {
  await deliver(contact(1));
  expect(await ranked()).toEqual([]);
  await deliver(contact(2, 'gold'), contact(3));
  expect(await ranked()).toEqual([['gold', '02']]);
  await deliver(contact(4, 'silver'));
  expect(await ranked()).toEqual([['silver', '04']]);
});

it('is the same in whatever order and batches the contacts became known', async () => {
  const days = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 });
  await fc.assert(
    fc.asyncProperty(days, fc.integer({ min: 0, max: 4 }), async (order, cut) => {
      ada = newId();
      const told = order.map(day => contact(day, `class${day}`));
      await deliver(...told.slice(0, cut));
      await deliver(...told.slice(cut));
      expect(await ranked()).toEqual([['class4', '04']]);
    }),
    { numRuns: 16 },
  );
});
