import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createMessaging, quiet, type Messaging } from '@rapport/messaging';
import { testDatabase, testStack, type TestDatabase } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { ChannelCatalogue } from './channel-catalogue.ts';
import { ChannelVersions } from './channel-versions.ts';

let database: TestDatabase;
let messaging: Messaging;
let catalogue: ChannelCatalogue;
let versions: ChannelVersions;
beforeAll(async () => {
  database = await testDatabase(migrations);
  const { brokers } = await testStack();
  const readers = { deciders: [], projections: [], policies: [] };
  messaging = createMessaging({ service: 'interactions', database: database.url, brokers, ...readers, log: quiet });
  catalogue = new ChannelCatalogue(messaging);
  versions = new ChannelVersions(messaging, catalogue);
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});

const traits = {
  stability: 'high',
  delay: 'seconds',
  privacyRisk: 'low',
  peakCapacity: 'low',
  twoWay: true,
  faceToFace: false,
  placeBound: false,
} as const;
const phone = { code: 'phone', catalogue: 'general', hours: 'weekdays', traits, weak: [], strong: [] };
const order = { channel: 'phone', type: 'order' };

it('tells what a contact costs, and lets a new version say otherwise of what a channel offers, from its time on', async () => {
  const before = await catalogue.current();
  expect(before.all.find(({ code }) => code === 'phone')?.cost).toEqual({ minor: 600, currency: 'EUR' });
  expect(before.of(order).offersFunction).toBe(true);
  const next = {
    channels: [{ ...phone, functions: { order: 'no' as const }, cost: { minor: 700, currency: 'CHF' } }],
    functionOfType: { order: 'order' },
  };
  const later = new Date(Date.now() + 3_600_000).toISOString();
  expect(await versions.publish({ ...next, validFrom: later }, 'somebody')).toMatchObject({ version: 2 });
  expect((await catalogue.current()).of(order).offersFunction).toBe(true);
  await versions.publish(next, 'somebody');
  const after = await catalogue.current();
  expect(after.all).toMatchObject([{ code: 'phone', version: 3, cost: { minor: 700, currency: 'CHF' } }]);
  expect(after.of(order)).toEqual({
    known: true,
    offersFunction: false,
    cost: { minor: 700, currency: 'CHF' },
  });
  const yesterday = new Date(Date.now() - 86_400_000).toISOString();
  const older = [yesterday, '1997-01-01T17:00:00+02:00'].map(occurredAt => after.of({ ...order, occurredAt }));
  const asBefore = { known: true, offersFunction: true, cost: { minor: 600, currency: 'EUR' } };
  expect(older).toEqual([asBefore, asBefore]);
  expect(after.of({ ...order, occurredAt: new Date().toISOString() })).toMatchObject({ cost: { minor: 700 } });
  expect(await versions.list(undefined, 9)).toMatchObject([{ version: 3 }, { version: 2 }, { version: 1 }]);
  expect(await versions.read(2)).toMatchObject({ publishedBy: 'somebody', functionOfType: { order: 'order' } });
});

it('takes no channel twice, and knows no version that was not published', async () => {
  const twice = { ...phone, functions: {} };
  const refused = versions.publish({ channels: [twice, twice], functionOfType: {} }, 'somebody');
  await expect(refused).rejects.toMatchObject({ errors: [{ pointer: '/channels/1/code' }] });
  await expect(versions.read(99)).rejects.toMatchObject({ slug: 'not-found' });
});
