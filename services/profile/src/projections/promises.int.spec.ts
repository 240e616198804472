import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { mixed, promisedTo, toldOf, type Promised } from './promises.fixture.ts';
import { promises, PROMISES_SHOWN } from './promises.projection.ts';
import { readTimeline, timeline } from './timeline.projection.ts';
import { merged, registered, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, promises, customerView, timeline] });
});
afterAll(() => database.drop());

const viewOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);
const promisesIn = async (id: string) => (await viewOf(id))?.promises;
const to = (customerId: string, end: Promised['end'], day = 5, instead?: string): Promised => ({
  ...{ promiseId: newId(), customerId, end, day },
  ...(instead !== undefined && { instead }),
});

/** What the view is to say of all these promises. */
function expected(all: readonly Promised[]) {
  const madeUp = new Set(all.map(({ instead }) => instead));
  const waits = ({ promiseId, end }: Promised) =>
    !['kept', 'madeGood', 'released'].includes(end) && !madeUp.has(promiseId);
  const open = all.filter(waits).sort((a, b) => a.day - b.day);
  const count = (...ends: Promised['end'][]) => all.filter(({ end }) => ends.includes(end)).length;
  return {
    open: open.map(({ promiseId, end }) => [promiseId, end === 'broken']),
    counts: [open.length, count('kept'), count('broken', 'madeGood')],
  };
}
async function shown(id: string) {
  const { open, openCount, kept, broken } = (await promisesIn(id)) ?? { open: [], openCount: 0, kept: 0, broken: 0 };
  return { open: open.map(each => [each.promiseId, each.broken]), counts: [openCount, kept, broken] };
}

describe('the promises in the view', () => {
  it('are those that the customer waits for, with whose they are and by when', async () => {
    const ada = newId();
    const [moved, given] = [to(ada, 'moved', 6), to(ada, 'given', 4)];
    await deliver(registered(ada), ...toldOf(moved), ...toldOf(given));
    expect((await promisesIn(ada))?.open).toEqual([
      expect.objectContaining({ promiseId: given.promiseId, ownerId: 'agent-8', dueAt: '2026-03-04T16:00:00.000Z' }),
      {
        promiseId: moved.promiseId,
        kind: 'answer',
        ownerId: 'agent-7',
        complaintId: null,
        interactionId: '0190a3c5-0000-7000-8000-000000000001',
        dueAt: '2026-03-06T16:00:00.000Z',
        broken: false,
      },
    ]);
  });

  it('are the same of all records, whoever tells first, before a merge, in it and after its undoing', async () => {
    const told = fc.tuple(fc.uuid({ version: 7 }), fc.uuid({ version: 7 })).chain(([ada, tablet]) =>
      promisedTo([ada, tablet]).chain(all =>
        mixed([...all.map(toldOf), merged(ada, tablet), [registered(ada), registered(tablet, true)]]).map(events => ({
          ada,
          tablet,
          all,
          events,
        })),
      ),
    );
    await fc.assert(
      fc.asyncProperty(told, async ({ ada, tablet, all, events }) => {
        await deliver(...events);
        expect(await shown(ada)).toEqual(expected(all));
        expect(await viewOf(tablet)).toBeUndefined();
        await deliver(...unmerged(ada, tablet));
        const own = (await shown(ada)).counts;
        const other = (await shown(tablet)).counts;
        expect(own.map((n, i) => n + (other[i] ?? 0))).toEqual(expected(all).counts);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('are no more than can be looked through, and say how many there are', async () => {
    const ada = newId();
    const many = Array.from({ length: PROMISES_SHOWN + 3 }, (_, i) => to(ada, 'waits', i + 1));
    await deliver(registered(ada), ...many.reverse().flatMap(toldOf));
    const { open = [], openCount } = (await promisesIn(ada)) ?? {};
    expect([open.length, openCount]).toEqual([PROMISES_SHOWN, PROMISES_SHOWN + 3]);
    expect(open[0]?.promiseId).toBe(many.at(-1)?.promiseId);
  });

  it('are a kind of their own in the timeline, and publish the document anew', async () => {
    const ada = newId();
    const version = async () =>
      (await database.pool.query('select version from messaging.compacted where customer = $1', [ada])).rows[0].version;
    await deliver(registered(ada));
    const before = await version();
    const promised = to(ada, 'madeGood');
    await deliver(...toldOf(promised));
    expect(await version()).toBeGreaterThan(before);
    const items = await readTimeline(database.pool, { recorded: [ada], kind: 'promise', limit: 9 });
    expect(items.map(({ type }) => type).sort()).toEqual(['PromiseBroken', 'PromiseKept', 'PromiseMade']);
  });

  it('of an erased customer are shown nowhere, though the time of one passes afterwards', async () => {
    const ada = newId();
    const [made, ...later] = toldOf(to(ada, 'broken'));
    const gone = { customerId: ada, from: 'prospect', to: 'erased', reason: 'erasure' } as const;
    await deliver(registered(ada), ...(made ? [made] : []));
    await deliver({ type: 'LifecycleStageMoved', subject: ada, data: gone }, ...later);
    expect(await viewOf(ada)).toBeUndefined();
  });
});
