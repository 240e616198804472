import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { callBacks } from './call-backs.projection.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { callBack } from './promises.fixture.ts';
import { merged, registered } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, callBacks, customerView] });
});
afterAll(() => database.drop());

const viewOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

describe('the call-backs in the view', () => {
  it('are to be made until the customer was reached or it was called off, a missed one too', async () => {
    const [ada, tablet, soon, other] = [newId(), newId(), newId(), newId()];
    const complaintId = newId();
    const first = callBack(ada, soon, complaintId, 6);
    const second = callBack(tablet, other, complaintId, 5);
    await deliver(first.scheduled, registered(ada), registered(tablet), ...merged(ada, tablet));
    await deliver(first.attempted, second.scheduled, first.attempted, second.missed);
    expect((await viewOf(ada))?.callBacks.open).toEqual([
      expect.objectContaining({ callBackId: other, missed: true, attempts: 0 }),
      {
        callBackId: soon,
        complaintId,
        round: 'soon',
        ownerId: null,
        from: '2026-03-16T10:00:00.000Z',
        dueAt: '2026-03-06T16:00:00.000Z',
        attempts: 2,
        missed: false,
      },
    ]);
    await deliver(first.done, second.cancelled);
    expect((await viewOf(ada))?.callBacks.open).toEqual([]);
  });
});
