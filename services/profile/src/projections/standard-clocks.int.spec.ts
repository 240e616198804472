import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { standardClocks } from './standard-clocks.projection.ts';
import { readTimeline, timeline } from './timeline.projection.ts';
import { merged, registered } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, timeline, standardClocks] });
});
afterAll(() => database.drop());

const { StandardClockOpened, StandardClockStopped, StandardMet } = interactionsEvents;
const { took: _took, ...overdue } = StandardMet.example;
const opened = (customerId: string, clockId: string, more: object = {}): Told => ({
  type: 'StandardClockOpened',
  subject: customerId,
  data: { ...StandardClockOpened.example, customerId, clockId, ...more },
});
const then = (type: 'StandardBreached' | 'StandardMet', customerId: string, clockId: string): Told => ({
  type,
  subject: customerId,
  data: { ...overdue, customerId, clockId },
});
const stopped = (customerId: string, clockId: string): Told => ({
  type: 'StandardClockStopped',
  subject: customerId,
  data: { ...StandardClockStopped.example, customerId, clockId },
});
const waitsFor = async (id: string) =>
  (await customerDocuments(database.pool, [id]))
    .get(id)
    ?.standards.open.map(({ clockId, breached }) => [clockId, breached]);

describe('what a customer waits for, in the view', () => {
  it('is each clock that runs, of all its records, those due first at first', async () => {
    const [ada, tablet, one, other] = [newId(), newId(), newId(), newId()];
    await deliver(registered(ada), registered(tablet, true), opened(ada, one));
    await deliver(opened(tablet, other, { dueAt: '2026-03-02T10:00:00.000Z' }), ...merged(ada, tablet));
    expect((await customerDocuments(database.pool, [ada])).get(ada)?.standards.open).toMatchObject([
      { clockId: other, dueAt: '2026-03-02T10:00:00.000Z' },
      { clockId: one, standard: 'email.answer', measure: 'answer', channel: 'email', breached: false },
    ]);
    await deliver(then('StandardMet', tablet, other), then('StandardBreached', ada, one));
    expect(await waitsFor(ada)).toEqual([[one, true]]);
    await deliver(stopped(ada, one));
    expect(await waitsFor(ada)).toEqual([]);
  });

  it('is nothing of what was over when it was told of', async () => {
    const [ada, one] = [newId(), newId()];
    await deliver(registered(ada), then('StandardBreached', ada, one));
    expect(await waitsFor(ada)).toEqual([]);
    expect(await readTimeline(database.pool, { recorded: [ada], kind: 'contact', limit: 5 })).toMatchObject([
      { type: 'StandardBreached', summary: { clockId: one, standard: 'email.answer' } },
    ]);
  });

  it('marks the document of a known customer when it changes', async () => {
    const [ada, nobody] = [newId(), newId()];
    const versions = async () =>
      (await database.pool.query('select version from messaging.compacted where customer = any($1)', [[ada, nobody]]))
        .rows;
    await deliver(registered(ada));
    const [before] = await versions();
    await deliver(opened(ada, newId()), opened(nobody, newId()));
    expect(await versions()).toEqual([{ version: expect.any(Number) }]);
    expect((await versions())[0].version).toBeGreaterThan(before.version);
  });
});
