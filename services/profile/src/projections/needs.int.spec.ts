import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { customerNeeds } from './needs.projection.ts';
import { merged, registered, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let [ada, tablet] = ['', ''];
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, customerNeeds] });
});
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});
afterAll(() => database.drop());

const [monday, tuesday] = ['2026-03-02T09:00:00.000Z', '2026-03-03T09:00:00.000Z'];
const noted = (customerId: string, aspect: 'motive' | 'orientation', code: string, occurredAt: string): Told => ({
  type: 'CustomerNeedNoted',
  subject: customerId,
  occurredAt,
  data: { customerId, aspect, code, saidBy: 'customer', version: 1 },
});
const removed = (customerId: string, aspect: 'motive', code: string): Told => ({
  type: 'CustomerNeedRemoved',
  subject: customerId,
  occurredAt: tuesday,
  data: { customerId, aspect, code, reason: 'saidOtherwise' },
});
const needsOf = async (customer: string) =>
  ((await customerDocuments(database.pool, [customer])).get(customer)?.needs ?? []).map(
    ({ code, saidAt }) => `${code} ${saidAt.slice(0, 10)}`,
  );

describe('what a customer wants, in the view', () => {
  it('is what holds, the last said first, with who said it', async () => {
    await deliver(registered(ada), noted(ada, 'motive', 'pride', monday), noted(ada, 'motive', 'comfort', tuesday));
    expect(await needsOf(ada)).toEqual(['comfort 2026-03-03', 'pride 2026-03-02']);
    const document = (await customerDocuments(database.pool, [ada])).get(ada);
    expect(document?.needs[0]).toMatchObject({ aspect: 'motive', saidBy: 'customer', notedBy: 'spec', what: null });
    await deliver(removed(ada, 'motive', 'comfort'));
    expect(await needsOf(ada)).toEqual(['pride 2026-03-02']);
  });

  it('has one orientation: the last', async () => {
    await deliver(registered(ada), noted(ada, 'orientation', 'rational', monday));
    await deliver(noted(ada, 'orientation', 'emotional', tuesday));
    expect(await needsOf(ada)).toEqual(['emotional 2026-03-03']);
  });

  it('of a merged customer is what was said under either id, each once; its undoing leaves each as before', async () => {
    await deliver(registered(ada), registered(tablet));
    await deliver(noted(ada, 'motive', 'pride', monday), noted(ada, 'orientation', 'rational', tuesday));
    await deliver(noted(tablet, 'motive', 'pride', tuesday), noted(tablet, 'orientation', 'emotional', monday));
    const before = [await needsOf(ada), await needsOf(tablet)];
    await deliver(...merged(ada, tablet));
    expect((await needsOf(ada)).toSorted()).toEqual(['pride 2026-03-03', 'rational 2026-03-03']);
    await deliver(...unmerged(ada, tablet));
    expect([await needsOf(ada), await needsOf(tablet)]).toEqual(before);
  });
});
