import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { episodes } from './episodes.projection.ts';
import { listEpisodes, matterOf } from './episodes.query.ts';

const { example } = interactionsEvents.EpisodeCorrected;
let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [episodes] });
});
afterAll(() => database.drop());

it('keeps the last word on each episode, those opened last first', async () => {
  const [customerId, one, other] = [newId(), newId(), newId()];
  const told = (
    type: 'EpisodeCorrected' | 'EpisodeClosed',
    episodeId: string,
    more: Partial<typeof example> = {},
  ): Told => ({
    type,
    subject: customerId,
    data: { ...example, customerId, matterId: one, episodeId, ...more },
  });
  await deliver(
    told('EpisodeCorrected', one),
    told('EpisodeCorrected', other, { openedAt: '2026-03-09T09:00:00.000Z' }),
  );
  await deliver(told('EpisodeClosed', one, { closedAt: '2026-03-03T09:00:00.000Z', ended: 'solved' }));
  const all = await listEpisodes(database.pool, { customers: [customerId], status: 'all', limit: 5 });
  expect(all.map(({ episodeId, ended }) => [episodeId, ended])).toEqual([
    [other, undefined],
    [one, 'solved'],
  ]);
  const { matterId, number } = { ...example, matterId: one, number: 2 };
  await deliver({
    type: 'EpisodeDissolved',
    subject: customerId,
    data: { episodeId: other, matterId, number, customerId },
  });
  expect(await listEpisodes(database.pool, { customers: [customerId], status: 'all', limit: 5 })).toHaveLength(1);
  await deliver(told('EpisodeCorrected', other));
  expect(await matterOf(database.pool, other)).toBe(one);
  expect(await matterOf(database.pool, newId())).toBeUndefined();
});
