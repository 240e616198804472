import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { complaintsEvents, type ComplaintsEvent } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { march } from '../domain/complaint.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { callBacks } from './call-backs.projection.ts';
import { listCallBacks, type ListedCallBack, type WantedCallBacks } from './call-backs.query.ts';

let database: TestDatabase;
let deliver: (...events: Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [callBacks] });
});
afterAll(() => database.drop());

type Type = Extract<ComplaintsEvent['type'], `CallBack${string}`>;
type Data<T extends Type> = Extract<ComplaintsEvent, { type: T }>['data'];

/** What happens to one call-back of one customer, each event as its contract's example but for what is said. */
function callBackOf(customerId: string, complaintId = randomUUID()) {
  const callBackId = randomUUID();
  const event = <T extends Type>(type: T, day: number, data: Partial<Data<T>> = {}): Told => {
    const told: unknown = { ...complaintsEvents[type].example, ...data, callBackId, complaintId, customerId };
    return { type, data: told, subject: customerId, occurredAt: march(day) } as Told;
  };
  return { callBackId, complaintId, event };
}

const list = (wanted: Partial<WantedCallBacks> & { customers: string[] }, after?: ListedCallBack, limit = 50) =>
  listCallBacks(database.pool, { status: 'all', ...wanted }, after, limit);

describe('the list of call-backs', () => {
  it('follows a call-back until it is made late, each event delivered more than once', async () => {
    const customer = randomUUID();
    const { event } = callBackOf(customer);
    const now = async () => (await list({ customers: [customer] }))[0];
    await deliver(event('CallBackScheduled', 2, { dueAt: march(4), ownerId: 'ben' }), event('CallBackAttempted', 3));
    expect(await now()).toMatchObject({ status: 'open', attempts: 1, ownerId: 'ben', dueAt: march(4), score: null });
    await deliver(event('CallBackMissed', 4));
    expect(await now()).toMatchObject({ status: 'missed', missed: true, endedAt: null });
    await deliver(event('CallBackAttempted', 5), event('CallBackDone', 6, { score: 3, satisfied: true, late: true }));
    const made = { status: 'done', missed: true, attempts: 2, score: 3, satisfied: true, endedAt: march(6) };
    expect(await now()).toMatchObject(made);
  });

  it('is asked by status, owner, complaint and time over all ids of a customer, page by page', async () => {
    const [ana, anasTablet] = [randomUUID(), randomUUID()];
    const [late, soon, gone] = [callBackOf(ana), callBackOf(anasTablet), callBackOf(ana)];
    await deliver(
      late.event('CallBackScheduled', 2, { dueAt: march(9), ownerId: 'ben' }),
      soon.event('CallBackScheduled', 3, { dueAt: march(4) }),
      gone.event('CallBackScheduled', 1, { dueAt: march(6) }),
      gone.event('CallBackCancelled', 2),
    );
    const customers = [ana, anasTablet];
    const asked = async (wanted: Partial<WantedCallBacks>) =>
      (await list({ ...wanted, customers })).map(row => row.callBackId);
    expect(await asked({ status: 'open' })).toEqual([soon.callBackId, late.callBackId]);
    expect(await asked({ status: 'cancelled' })).toEqual([gone.callBackId]);
    expect(await asked({ owner: 'ben' })).toEqual([late.callBackId]);
    expect(await asked({ complaintId: soon.complaintId })).toEqual([soon.callBackId]);
    expect(await asked({ dueBefore: march(6) })).toEqual([soon.callBackId]);
    for (const status of ['open', 'all'] as const) {
      const paged: ListedCallBack[] = [];
      for (let page = await list({ status, customers }, undefined, 1); page.length > 0;) {
        paged.push(...page);
        page = await list({ status, customers }, paged.at(-1), 1);
      }
      expect(paged).toEqual(await list({ status, customers }));
    }
  });
});
