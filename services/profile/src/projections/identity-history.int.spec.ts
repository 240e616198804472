import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { profileEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { identityHistory, readHistory } from './identity-history.projection.ts';
import { merged, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityHistory] });
});
afterAll(() => database.drop());

const about = (type: 'MergeRefused' | 'DuplicateDismissed', customerId: string, otherId: string): Told =>
  ({ type, subject: customerId, data: { ...profileEvents[type].example, customerId, otherId } }) as Told;

describe('what was decided about who is who', () => {
  it('is told of either side, each decision once, newest first and page by page', async () => {
    const [ana, tablet, ben] = [newId(), newId(), newId()];
    for (const event of [
      about('MergeRefused', ana, ben),
      about('DuplicateDismissed', ana, ben),
      ...merged(ana, tablet),
      ...unmerged(ana, tablet),
    ])
      await deliver(event);
    const all = await readHistory(database.pool, [ana], undefined, 10);
    expect(new Set(all.map(({ what }) => what))).toEqual(new Set(['refused', 'dismissed', 'merged', 'unmerged']));
    expect(all).toHaveLength(4);
    expect(all.map(({ recordedAt }) => recordedAt)).toEqual(
      all
        .map(({ recordedAt }) => recordedAt)
        .sort()
        .reverse(),
    );
    const [first] = all;
    expect(await readHistory(database.pool, [ana], first, 10)).toEqual(all.slice(1));
    const ofTablet = await readHistory(database.pool, [tablet], undefined, 10);
    expect(ofTablet.map(({ what }) => what).sort()).toEqual(['merged', 'unmerged']);
    expect(await readHistory(database.pool, [newId()], undefined, 10)).toEqual([]);
  });
});
