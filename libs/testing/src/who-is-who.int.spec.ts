import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { profileEvents } from '@rapport/contracts';
import { defineProjection, ignoring } from '@rapport/messaging';
import { testDatabase, type TestDatabase } from './database.ts';
import { holdsWhoIsWho } from './who-is-who.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

/** Follows merges as they come, as if all partitions were read in the order in which they were written. */
function byArrival() {
  const parents = new Map<string, string>();
  const root = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : root(parent);
  };
  const projection = defineProjection({
    name: 'by-arrival',
    from: ['profile'],
    begin: () => undefined,
    on: {
      ...ignoring(profileEvents),
      CustomersMerged: ({ data }) => void parents.set(data.absorbedId, data.survivorId),
      CustomersUnmerged: ({ data }) => void parents.delete(data.absorbedId),
    },
    commit: () => Promise.resolve(),
  });
  return { projection, root };
}

it('finds a service that takes the order of arrival for that of decisions, and says by which few steps', async () => {
  const { projection, root } = byArrival();
  const held = holdsWhoIsWho(database.pool, {
    projections: [projection],
    numRuns: 500,
    check: ({ current }) => {
      for (const [id, now] of current) if (root(id) !== now) throw new Error('it is somebody else');
      return Promise.resolve();
    },
  });
  const message = await held.then(
    () => 'nothing was found',
    (error: unknown) => String(error),
  );
  process.stdout.write(`${message.split('\n').slice(0, 4).join('\n')}\n`);
  expect(message).toMatch(/seed: -?\d+, path: "[\d:]+"/);
  expect(message).toMatch(/Shrunk \d+ time/);
  const steps = message.match(/"does":/g) ?? [];
  expect(steps.length).toBeGreaterThan(2);
  expect(steps.length).toBeLessThan(8);
});
