import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { standardClocks } from './standard-clocks.projection.ts';
import { runningClocks, type ClocksAsked } from './standard-clocks.query.ts';

const { StandardClockOpened, StandardBreached, StandardMet, StandardClockStopped } = interactionsEvents;
const { dueAt: _none, ...untimed } = StandardBreached.example;
let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let ada: string;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [standardClocks] });
});
afterAll(() => database.drop());
beforeEach(() => {
  ada = newId();
});

const opened = (clockId: string, more: { dueAt?: string; team?: string } = {}): Told => ({
  type: 'StandardClockOpened',
  subject: ada,
  data: { ...StandardClockOpened.example, clockId, customerId: ada, ...more },
});
const breached = (clockId: string, took?: number): Told => ({
  type: 'StandardBreached',
  subject: ada,
  data: { ...StandardBreached.example, clockId, customerId: ada, ...(took !== undefined && { took }) },
});
const met = (clockId: string): Told => ({
  type: 'StandardMet',
  subject: ada,
  data: { ...StandardMet.example, clockId, customerId: ada },
});
const stopped = (clockId: string): Told => ({
  type: 'StandardClockStopped',
  subject: ada,
  data: { ...StandardClockStopped.example, clockId, customerId: ada },
});
const running = async (more: Partial<ClocksAsked> = {}): Promise<string[]> =>
  (await runningClocks(database.pool, { customers: [ada], limit: 10, ...more })).map(({ clockId }) => clockId);
const kept = async (): Promise<unknown[]> =>
  (
    await database.pool.query<{ clock: string; running: boolean; breached: boolean }>(
      'select clock_id as clock, running, breached from app.standard_clocks where customer_id = $1 order by clock_id',
      [ada],
    )
  ).rows;

it('runs from when it was set until it is met or stopped, breached or not', async () => {
  const [one, other] = [newId(), newId()];
  await deliver(opened(one), opened(other), breached(other));
  expect(await runningClocks(database.pool, { customers: [ada], limit: 10 })).toMatchObject([
    { clockId: one, dueAt: '2026-03-02T13:00:00.000Z', breached: false },
    { clockId: other, limit: 4, unit: 'businessHours', breached: true },
  ]);
  await deliver(met(one));
  await deliver(stopped(other));
  expect(await running()).toEqual([]);
  expect(await kept()).toEqual([
    { clock: one, running: false, breached: false },
    { clock: other, running: false, breached: true },
  ]);
});

it('is listed by when it is due, page by page, by customer, team, and whether it was breached', async () => {
  const [late, soon, later] = [newId(), newId(), newId()];
  const day = (n: number): string => `2026-03-0${n}T13:00:00.000Z`;
  await deliver(opened(later, { dueAt: day(5) }), opened(soon, { dueAt: day(3), team: 'night' }), opened(late));
  await deliver(breached(late));
  expect(await running()).toEqual([late, soon, later]);
  expect(await running({ limit: 1, after: { dueAt: day(3), clockId: soon } })).toEqual([later]);
  expect(await running({ team: 'night' })).toEqual([soon]);
  expect(await running({ breached: true })).toEqual([late]);
  expect(await running({ customers: [newId()] })).toEqual([]);
});

it('never ran where it was over when it was told of, and there is none for what is counted', async () => {
  const [over, counted] = [newId(), newId()];
  await deliver(breached(over, 6));
  await deliver({
    type: 'StandardBreached',
    subject: ada,
    data: { ...untimed, clockId: counted, customerId: ada, measure: 'handOvers', unit: 'count', took: 3 },
  });
  expect(await kept()).toEqual([{ clock: over, running: false, breached: true }]);
});
