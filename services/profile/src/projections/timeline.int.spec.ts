import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { history, merged } from './told.fixture.ts';
import { readTimeline, timeline } from './timeline.projection.ts';

let database: TestDatabase;
let ada: string;
let tablet: string;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, timeline] });
});
afterAll(() => database.drop());
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

const timelineOf = (recorded: string[], more: Partial<Parameters<typeof readTimeline>[1]> = {}) =>
  readTimeline(database.pool, { recorded, limit: 50, ...more });

describe('the timeline of merged customers', () => {
  it('is one, newest first, page by page, each event once', async () => {
    await deliver(...history(ada, tablet), ...merged(ada, tablet));
    const all = await timelineOf([ada, tablet]);
    expect(all.map(item => item.type).sort()).toEqual([
      'ComplaintOpened',
      'CustomerAbsorbed',
      'CustomerRegistered',
      'CustomerRegistered',
      'CustomersMerged',
      'InteractionRecorded',
      'InteractionRecorded',
      'PurchaseMade',
      'PurchaseMade',
    ]);
    const pages = [];
    for (let before: { occurredAt: string; eventId: string } | undefined; ;) {
      const page = await timelineOf([ada, tablet], { limit: 3, before });
      pages.push(...page);
      before = page.at(-1);
      if (!before) break;
    }
    expect(pages).toEqual(all);
    expect(await timelineOf([ada, tablet], { kind: 'purchase' })).toMatchObject([
      { summary: { channel: 'web', lines: 0 } },
      { summary: { channel: 'web', lines: 0 } },
    ]);
  });
});
