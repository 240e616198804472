import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { profileEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { duplicates } from './duplicates.projection.ts';
import { markForDuplicates, readDue, settle } from './duplicates.store.ts';
import { merged, registered } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [duplicates] });
});
afterAll(() => database.drop());

const identified = (customerId: string): Told => ({
  type: 'IdentifierAdded',
  subject: customerId,
  data: { ...profileEvents.IdentifierAdded.example, customerId },
});
const marked = async () => (await readDue(database.pool, 100)).map(({ customerId }) => customerId).sort();

describe('who is to be compared with others', () => {
  it('is who was met or shows something new, and not who was only merged', async () => {
    const [ana, ben] = [newId(), newId()];
    await deliver(registered(ana), registered(ben));
    expect(await marked()).toEqual([ana, ben].sort());
    await settle(database.pool, await readDue(database.pool, 100));
    expect(await marked()).toEqual([]);
    await deliver(...merged(ana, ben), identified(ben));
    expect(await marked()).toEqual([ben]);
    await settle(database.pool, await readDue(database.pool, 100));
  });

  it('stays so when it is marked again while it is compared, and nobody waits for that', async () => {
    const [ana, ben] = [newId(), newId()];
    await deliver(registered(ana), registered(ben));
    const due = await readDue(database.pool, 100);
    const reader = await database.pool.connect();
    try {
      await reader.query('begin');
      await markForDuplicates(reader, [ana]);
      await settle(database.pool, due);
      await markForDuplicates(reader, [ben]);
      await reader.query('commit');
    } finally {
      reader.release();
    }
    expect(await marked()).toEqual([ana, ben].sort());
  });
});
