import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { testDatabase, testStack, type TestDatabase } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { matter } from '../domain/matter.decider.ts';
import { after, at, attach, contact, detach } from '../domain/matter.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { isAbout } from './episodes.ts';

let database: TestDatabase;
let messaging: Messaging;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const { brokers } = await testStack();
  const readers = { deciders: [matter], projections: [], policies: [] };
  messaging = createMessaging({ service: 'interactions', database: database.url, brokers, ...readers, log: quiet });
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});

it('who adds a contact again that was taken out meanwhile, by the same key, is told of the episode it asked for', async () => {
  const [matterId, customerId] = [newId(), newId()];
  const [first, second] = [contact(1, at(2)), contact(2, at(3))].map(one => ({ ...one, interactionId: newId() }));
  if (first === undefined || second === undefined) throw new Error('there are two');
  const by = { subject: customerId, actor: 'spec' };
  const handle = (one: typeof first, key?: string) =>
    messaging.handle(
      matter,
      matterId,
      { ...attach(one), matterId, customerId },
      { ...by, ...(key !== undefined && { key: { caller: 'spec', value: key, bodyHash: 'body' } }) },
    );
  await handle(first);
  const added = await handle(second, 'add');
  await messaging.handle(matter, matterId, detach(second), by);
  const again = await handle(second, 'add');
  expect([added.repeated, again.repeated]).toEqual([false, true]);
  expect(isAbout(again.state, second.interactionId, matterId)).toEqual({ episodeId: matterId, matterId });
});

it('a contact is in the episode that holds it, whichever was named', () => {
  const { state } = after([attach(contact(1, at(2), { outcome: 'solved' })), attach(contact(2, at(5)))]);
  const [matterId = '', second = contact(2, at(5))] = [state.matterId ?? '', state.contacts[1]];
  const { episodeId } = isAbout(state, second.interactionId, matterId);
  expect(episodeId).not.toBe(matterId);
  expect(isAbout(state, newId(), episodeId)).toEqual({ episodeId, matterId });
});
