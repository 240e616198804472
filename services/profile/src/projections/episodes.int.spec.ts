import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { episodes } from './episodes.projection.ts';
import { merged, registered } from './told.fixture.ts';

const { EpisodeCorrected } = interactionsEvents;
let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, episodes, customerView] });
});
afterAll(() => database.drop());

const viewOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

describe('the open episodes in the view', () => {
  const told = (customerId: string, episodeId: string, more: object = {}): Told => ({
    type: 'EpisodeCorrected',
    subject: customerId,
    data: { ...EpisodeCorrected.example, customerId, episodeId, ...more },
  });

  it('are those not done, of all records of the customer', async () => {
    const [ada, tablet, one, other] = [newId(), newId(), newId(), newId()];
    await deliver(
      registered(ada),
      registered(tablet, true),
      told(ada, one, { handedOverAt: '2026-03-02T10:00:00.000Z' }),
    );
    await deliver(
      told(tablet, other, { openedAt: '2026-03-01T00:00:00.000Z', follows: newId() }),
      ...merged(ada, tablet),
    );
    expect((await viewOf(ada))?.episodes).toEqual({
      open: [
        expect.objectContaining({ episodeId: other, again: true, handedOverAt: null }),
        expect.objectContaining({
          episodeId: one,
          again: false,
          handedOverAt: '2026-03-02T10:00:00.000Z',
          contacts: 1,
        }),
      ],
    });
    await deliver(told(ada, one, { closedAt: '2026-03-03T00:00:00.000Z', ended: 'solved' }));
    expect((await viewOf(ada))?.episodes.open).toMatchObject([{ episodeId: other }]);
  });
});
