import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { complaints } from './complaints.projection.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { due, opened, registered } from './told.fixture.ts';

let database: TestDatabase;
let ada: string;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [complaints, customerView] });
});
afterAll(() => database.drop());
beforeEach(() => {
  ada = newId();
});

const viewOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

describe('the complaints in the view', () => {
  it('are followed through their steps to the end, and back', async () => {
    const complaintId = newId();
    const ids = { complaintId, customerId: ada };
    await deliver(registered(ada), opened(ada, complaintId));
    expect(await viewOf(ada)).toMatchObject({
      complaints: {
        open: [{ complaintId, step: 'confirm', severity: 3, dueAt: due(1).acknowledge, breached: false }],
        closed: 0,
      },
    });
    await deliver(
      {
        type: 'ComplaintConfirmed',
        subject: ada,
        data: { ...ids, agreedAt: due(1).acknowledge, agreedBy: 'phone', demands: [] },
      },
      { type: 'HouseClockBreached', subject: ada, data: { ...ids, clock: 'firstAnswer', dueAt: due(1).firstAnswer } },
    );
    expect(await viewOf(ada)).toMatchObject({
      complaints: { open: [{ step: 'empathise', dueAt: due(1).firstAnswer, breached: true }] },
    });
    await deliver({
      type: 'ComplaintClosed',
      subject: ada,
      data: { ...ids, reason: 'withdrawn', recovered: false, met: [], unmet: [] },
    });
    expect(await viewOf(ada)).toMatchObject({ complaints: { open: [], closed: 1 } });
    await deliver({
      type: 'ComplaintReopened',
      subject: ada,
      data: { ...ids, reason: 'cameBack', step: 'act', due: due(5), warnAt: due(4) },
    });
    expect(await viewOf(ada)).toMatchObject({
      complaints: { open: [{ step: 'act', dueAt: due(5).resolve }], closed: 0 },
    });
  });
});
