import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { followLifecycleStage } from '../policies/follow-lifecycle.policy.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { lifecycle } from './lifecycle.projection.ts';
import { readTimeline, timeline } from './timeline.projection.ts';
import { purchase, registered } from './told.fixture.ts';

const { PurchaseRefunded } = interactionsEvents;
let database: TestDatabase;
let ada: string;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const projections = [identityMap, customerView, timeline, lifecycle];
  deliver = delivery(database.pool, { projections, policies: [followLifecycleStage] });
});
afterAll(() => database.drop());
beforeEach(() => {
  ada = newId();
});

const viewOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);
const refund = (customerId: string, purchaseId: string, minor: number, whole: boolean): Told => ({
  type: 'PurchaseRefunded',
  subject: customerId,
  occurredAt: '2026-03-05T00:00:00.000Z',
  data: {
    ...PurchaseRefunded.example,
    refundId: newId(),
    purchaseId,
    customerId,
    amount: { minor, currency: 'EUR' },
    refunded: { minor, currency: 'EUR' },
    whole,
  },
});
const idOf = (bought: Told): string => (bought.type === 'PurchaseMade' ? bought.data.purchaseId : '');
/** When all of the purchases was given back, by what the policy asks. */
const givenBack = async (customerId: string): Promise<unknown[]> =>
  (
    await database.pool.query(
      `select command#>'{known,bought}' as bought from messaging.todo where subject = $1 order by id desc limit 1`,
      [customerId],
    )
  ).rows.flatMap(({ bought }) => bought);

describe('a refund', () => {
  it('was not spent: in the view, in the month in which it was given back, and on the timeline', async () => {
    const bought = purchase(ada, 3000);
    await deliver(registered(ada), bought, refund(ada, idOf(bought), 1000, false));
    expect((await viewOf(ada))?.purchases).toMatchObject({
      count: 1,
      amount: { minor: 2000, currency: 'EUR' },
      months: [
        { month: '2026-03', count: 0, amounts: [{ minor: -1000, currency: 'EUR' }] },
        { month: '2026-02', count: 1, amounts: [{ minor: 3000, currency: 'EUR' }] },
      ],
    });
    expect(await readTimeline(database.pool, { recorded: [ada], kind: 'purchase', limit: 5 })).toMatchObject([
      { type: 'PurchaseRefunded', summary: { whole: false } },
      { type: 'PurchaseMade' },
    ]);
  });

  it('of the whole only purchase asks for the customer to be a prospect again', async () => {
    const bought = purchase(ada, 3000);
    await deliver(registered(ada), bought, refund(ada, idOf(bought), 3000, true));
    expect(await givenBack(ada)).toEqual([{ at: '2026-02-01T00:00:00.000Z', givenBackAt: '2026-03-05T00:00:00.000Z' }]);
  });

  it('of a part takes no purchase back, and of the whole that one alone', async () => {
    const [one, other] = [purchase(ada, 3000), purchase(ada, 500)];
    await deliver(registered(ada), one, refund(ada, idOf(one), 1000, false));
    expect(await givenBack(ada)).toEqual([{ at: '2026-02-01T00:00:00.000Z' }]);
    await deliver(other, refund(ada, idOf(one), 2000, true));
    expect(await givenBack(ada)).toHaveLength(2);
    expect((await givenBack(ada)).filter(each => JSON.stringify(each).includes('givenBackAt'))).toHaveLength(1);
  });
});
