import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { complaintsEvents, type ComplaintsEvent } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { migrations } from '../migrations/index.ts';
import { complaintsList } from './complaints-list.projection.ts';
import { listComplaints, type ListedComplaint, type Wanted } from './complaints-list.query.ts';

let database: TestDatabase;
let deliver: (...events: Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [complaintsList] });
});
afterAll(() => database.drop());

type Type = ComplaintsEvent['type'];
type Data<T extends Type> = Extract<ComplaintsEvent, { type: T }>['data'];

const march = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const due = (acknowledge: number, firstAnswer: number, resolve: number) => ({
  due: { acknowledge: march(acknowledge), firstAnswer: march(firstAnswer), resolve: march(resolve) },
});

/** What happens to one complaint of one customer, each event as its contract's example but for what is said. */
function complaintOf(customerId: string) {
  const complaintId = randomUUID();
  const event = <T extends Type>(type: T, day: number, data: Partial<Data<T>> = {}): Told => {
    const told: unknown = { ...complaintsEvents[type].example, ...data, complaintId, customerId };
    return { type, data: told, subject: customerId, occurredAt: march(day) } as Told;
  };
  return { complaintId, event };
}

const list = (wanted: Partial<Wanted> & { customers: string[] }, after?: ListedComplaint, limit = 50) =>
  listComplaints(database.pool, { status: 'open', ...wanted }, after, limit);

describe('the list of complaints', () => {
  it('follows a complaint through its steps, each event delivered twice', async () => {
    const customer = randomUUID();
    const { event } = complaintOf(customer);
    const now = async () => (await list({ status: 'all', customers: [customer] }))[0];
    await deliver(event('ComplaintOpened', 2, due(3, 4, 16)));
    expect(await now()).toMatchObject({ status: 'open', step: 'confirm', dueAt: march(3), openedAt: march(2) });
    await deliver(event('HouseClockWarned', 2), event('ComplaintConfirmed', 2));
    expect(await now()).toMatchObject({ step: 'empathise', dueAt: march(4), breached: false });
    await deliver(event('ComplaintEmpathised', 3), event('ComplaintPaused', 3));
    expect(await now()).toMatchObject({ step: 'act', paused: true, dueAt: null });
    await deliver(
      event('ComplaintResumed', 5, due(3, 6, 18)),
      event('HouseClockBreached', 6, { clock: 'firstAnswer' }),
    );
    expect(await now()).toMatchObject({ paused: false, dueAt: march(6), breached: true });
    await deliver(event('ComplaintActedOn', 7), event('ComplaintEmpathised', 7));
    expect(await now()).toMatchObject({ step: 'verify', dueAt: march(18), outcome: 'upheld' });
    await deliver(event('ComplaintNotSatisfied', 8));
    expect(await now()).toMatchObject({ step: 'act' });
    await deliver(event('ComplaintActedOn', 9), event('ComplaintClosed', 10));
    expect(await now()).toMatchObject({ status: 'closed', recovered: true, closedAt: march(10), dueAt: null });
    await deliver(event('ComplaintReopened', 12, due(3, 6, 20)));
    expect(await now()).toMatchObject({
      status: 'open',
      step: 'act',
      recovered: false,
      reason: null,
      dueAt: march(20),
    });
  });

  it('shows cases of the past as closed', async () => {
    const customer = randomUUID();
    const { event, complaintId } = complaintOf(customer);
    await deliver(event('HistoricComplaintRecorded', 1));
    expect(await list({ customers: [customer] })).toEqual([]);
    expect(await list({ status: 'closed', customers: [customer] })).toMatchObject([
      { complaintId, historic: true, reason: 'historicImport', product: 'Consumer Loan', step: null, severity: null },
    ]);
  });

  it('puts what is due next first and what waits for the customer last, over all ids of a customer, page by page', async () => {
    const [ana, anasTablet] = [randomUUID(), randomUUID()];
    const [late, soon, waiting] = [complaintOf(ana), complaintOf(anasTablet), complaintOf(ana)];
    await deliver(
      late.event('ComplaintOpened', 2, due(9, 10, 16)),
      soon.event('ComplaintOpened', 3, due(4, 10, 16)),
      waiting.event('ComplaintOpened', 1, due(2, 10, 16)),
      waiting.event('ComplaintPaused', 2),
    );
    const customers = [ana, anasTablet];
    const ids = (rows: readonly ListedComplaint[]): string[] => rows.map(row => row.complaintId);
    const byUrgency = [soon.complaintId, late.complaintId, waiting.complaintId];
    const newest = [soon.complaintId, late.complaintId, waiting.complaintId];
    for (const [status, expected] of [
      ['open', byUrgency],
      ['all', newest],
    ] as const) {
      expect(ids(await list({ status, customers }))).toEqual(expected);
      const paged: ListedComplaint[] = [];
      for (let page = await list({ status, customers }, undefined, 1); page.length > 0;) {
        paged.push(...page);
        page = await list({ status, customers }, paged.at(-1), 1);
      }
      expect(ids(paged)).toEqual(expected);
    }
    expect(await list({ customers, breached: true })).toEqual([]);
    expect(await list({ customers, breached: false })).toHaveLength(3);
  });

  it('ends the same however the events are cut into batches', async () => {
    const customer = randomUUID();
    const story = (): Told[] => {
      const { event } = complaintOf(customer);
      return [
        event('ComplaintOpened', 2, due(3, 4, 16)),
        event('HouseClockBreached', 3, { clock: 'acknowledge' }),
        event('ComplaintConfirmed', 4),
        event('ComplaintEmpathised', 4),
        event('ComplaintActedOn', 5),
        event('ComplaintClosed', 6),
        event('ComplaintReopened', 7, due(3, 4, 18)),
      ];
    };
    const whole = story();
    await deliver(...whole);
    const rowOf = async ({ data }: Told) => {
      const { rows } = await database.pool.query('select * from app.complaints where complaint_id = $1', [
        'complaintId' in data && data.complaintId,
      ]);
      return { ...rows[0], complaint_id: null, customer_id: null };
    };
    const [first] = whole;
    const expected = first && (await rowOf(first));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 6 })), async cuts => {
        const events = story();
        const ends = [...cuts.sort((a, b) => a - b), events.length];
        for (const [i, end] of ends.entries()) await deliver(...events.slice(ends[i - 1] ?? 0, end));
        const [opening] = events;
        expect(opening && (await rowOf(opening))).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });
});
