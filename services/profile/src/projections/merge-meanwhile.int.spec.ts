import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EventType } from '@rapport/contracts';
import { identityMap, type RunnableProjection } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { contact, merged, registered } from './told.fixture.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

/** Keeps the next batch with such an event open, when everything else in it is done, until it is let go. */
function gate(type: EventType): {
  readonly projection: RunnableProjection;
  readonly reached: Promise<void>;
  open(): void;
} {
  const [there, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const apply: RunnableProjection['apply'] = async events => {
    if (!events.some(event => event.type === type)) return;
    there.resolve();
    await free.promise;
  };
  const projection = { name: 'gate', from: ['profile', 'interactions'] as const, types: new Set([type]), apply };
  return { projection, reached: there.promise, open: free.resolve };
}

it('is in a later version of the survivor’s document what another process told of the absorbed while it was merged', async () => {
  const [ada, tablet] = [newId(), newId()];
  const [merge, tell] = [gate('CustomersMerged'), gate('InteractionRecorded')];
  const one = delivery(database.pool, { projections: [identityMap, customerView, merge.projection] });
  const other = delivery(database.pool, { projections: [identityMap, customerView, tell.projection] });
  const document = async () => (await customerDocuments(database.pool, [ada])).get(ada);
  await one(registered(ada), registered(tablet));

  // That the tablet was absorbed is told in its own partition, which is the other process's.
  const merging = one(...merged(ada, tablet).slice(0, 1));
  await merge.reached;
  const telling = other(contact(tablet, '2026-03-02T00:00:00.000Z'));
  await Promise.race([tell.reached, sleep(300)]);
  merge.open();
  await merging;
  await tell.reached;
  const published = await document();
  tell.open();
  await telling;

  const after = await document();
  expect(published).toMatchObject({ contacts: { total: 0 }, mergedFrom: [tablet] });
  expect(after).toMatchObject({ contacts: { total: 1 }, mergedFrom: [tablet] });
  expect(after?.version).toBeGreaterThan(published?.version ?? 0);
});
