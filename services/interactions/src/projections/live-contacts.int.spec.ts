import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { liveContacts } from './live-contacts.projection.ts';
import { queueNow } from './live-contacts.query.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [liveContacts] });
});
afterAll(() => database.drop());

const hence = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('the queue now', () => {
  it('is who waits and is served by channel, and how many of the last hours gave up', async () => {
    const tell = (type: 'ContactQueued' | 'ContactTaken' | 'ContactLeft', contactId: string, more: object): Told =>
      ({
        type,
        subject: `contact:${contactId}`,
        data: { contactId, channel: 'phone', team: 'service', ...more },
      }) as Told;
    const [waits, served, gone] = [newId(), newId(), newId()];
    await deliver(
      tell('ContactQueued', waits, { queuedAt: hence(-0.1) }),
      tell('ContactQueued', served, { queuedAt: hence(-0.2) }),
      tell('ContactTaken', served, { queuedAt: hence(-0.2), startedAt: hence(-0.1), waitedSeconds: 360 }),
      tell('ContactQueued', gone, { queuedAt: hence(-0.2) }),
      tell('ContactLeft', gone, { leftAt: hence(-0.1), end: 'abandoned', waitedSeconds: 360 }),
    );
    const [phone] = await queueNow(database.pool, 'service', 4);
    expect(phone).toMatchObject({ channel: 'phone', queued: 1, started: 1, left: 1, abandoned: 1 });
    expect(phone?.longestWait).toBeGreaterThanOrEqual(360);
    expect(await queueNow(database.pool, 'other', 4)).toEqual([]);
  });
});
