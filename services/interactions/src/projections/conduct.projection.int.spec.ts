import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { conductObserved } from './conduct.projection.ts';
import { listConduct, type ConductAsked } from './conduct.query.ts';

const { example } = interactionsEvents.ConductObserved;
let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let staffId: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [conductObserved] });
});
afterAll(() => database.drop());
beforeEach(() => {
  staffId = `agent-${newId()}`;
});

const on = (day: number): string => `2026-03-0${day}T10:00:00.000Z`;
const observed = (day: number, more: Partial<typeof example> & { team?: string } = {}): Told => ({
  type: 'ConductObserved',
  subject: `staff:${staffId}`,
  occurredAt: on(day),
  data: { ...example, observationId: newId(), staffId, ...more },
});
const coached = (observationId: string, day: number): Told => ({
  type: 'CoachingGiven',
  subject: `staff:${staffId}`,
  occurredAt: on(day),
  data: { ...interactionsEvents.CoachingGiven.example, observationId, staffId },
});
const list = (more: Partial<ConductAsked> = {}) =>
  listConduct(database.pool, { staff: staffId, open: false, seen: null, limit: 10, ...more });
const days = async (more: Partial<ConductAsked> = {}): Promise<string[]> =>
  (await list(more)).map(({ occurredAt }) => occurredAt.slice(8, 10));

it('keeps each observation once, newest first, page by page, by kind and by team', async () => {
  await deliver(observed(2, { kind: 'storeVisit', team: 'south' }), observed(4), observed(3, { team: 'south' }));
  expect(await days()).toEqual(['04', '03', '02']);
  const [, after] = await list({ limit: 2 });
  expect(await days({ after })).toEqual(['02']);
  expect(await days({ kind: 'storeVisit' })).toEqual(['02']);
  expect(await days({ team: 'south' })).toEqual(['03', '02']);
  expect(await days({ staff: 'agent-of-none' })).toEqual([]);
});

it('asks for a talk until there was one, and remembers the last one', async () => {
  const observationId = newId();
  await deliver(observed(1, { observationId }), observed(2, { needsCoaching: false }));
  expect(await list({ open: true })).toMatchObject([{ observationId, share: 0.75, coachedAt: null }]);
  await deliver(coached(observationId, 3));
  await deliver(coached(observationId, 5));
  expect(await list({ open: true })).toEqual([]);
  expect((await list()).map(({ coachedAt }) => coachedAt)).toEqual([null, on(5)]);
});
