import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { createMessaging, type Messaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { subjectKey } from './sequences.ts';
import { tally } from './tally.fixture.ts';

let database: TestDatabase;
let messaging: Messaging;
beforeAll(async () => {
  database = await testDatabase();
  const reads = { service: 'analytics' as const, database: database.url, brokers: [], log: quiet };
  messaging = createMessaging({ ...reads, deciders: [tally], projections: [], policies: [] });
});
afterAll(async () => {
  await messaging.stop();
  await database.drop();
});

describe('the events of a subject that is no customer', () => {
  it('are told by its name, and by the digest under which readers know it', async () => {
    const add = { type: 'Add' as const, customerId: randomUUID(), by: 1 };
    for (const subject of ['staff:7', 'staff:8'])
      await messaging.handle(tally, randomUUID(), add, { subject, actor: 'a' });
    const byName = await messaging.events('staff:7', 0, 10);
    expect(byName).toMatchObject([{ subject: 'staff:7', sequence: 1 }]);
    expect(await messaging.events(subjectKey('staff:7'), 0, 10)).toEqual(byName);
  });

  it('are none under the digest of what is not there', async () => {
    expect(await messaging.events(subjectKey('staff:9'), 0, 10)).toEqual([]);
  });
});
