import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { complaintsEvents, type ComplaintsEvent } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { march } from '../domain/complaint.fixture.ts';
import { migrations } from '../migrations/index.ts';
import { promises } from './promises.projection.ts';
import { listPromises, type ListedPromise, type WantedPromises } from './promises.query.ts';

let database: TestDatabase;
let deliver: (...events: Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [promises] });
});
afterAll(() => database.drop());

type Type = Extract<ComplaintsEvent['type'], `Promise${string}`>;
type Data<T extends Type> = Extract<ComplaintsEvent, { type: T }>['data'];

/** What happens to one promise of one customer, each event as its contract's example but for what is said. */
function promiseTo(customerId: string) {
  const promiseId = randomUUID();
  const event = <T extends Type>(type: T, day: number, data: Partial<Data<T>> = {}): Told => {
    const told: unknown = { ...complaintsEvents[type].example, ...data, promiseId, customerId };
    return { type, data: told, subject: customerId, occurredAt: march(day) } as Told;
  };
  return { promiseId, event };
}

const list = (wanted: Partial<WantedPromises> & { customers: string[] }, after?: ListedPromise, limit = 50) =>
  listPromises(database.pool, { status: 'all', ...wanted }, after, limit);
const ids = (rows: readonly ListedPromise[]): string[] => rows.map(row => row.promiseId);

describe('the list of promises', () => {
  it('follows a promise until it is kept late, each event delivered more than once', async () => {
    const customer = randomUUID();
    const { event } = promiseTo(customer);
    const now = async () => (await list({ customers: [customer] }))[0];
    await deliver(event('PromiseMade', 2, { dueAt: march(5), team: 'north' }));
    const open = { status: 'open', broken: false, madeAt: march(2), endedAt: null };
    expect(await now()).toMatchObject({ ...open, dueAt: march(5), ownerId: 'agent-7', team: 'north' });
    await deliver(event('PromiseRenegotiated', 3, { from: march(5), dueAt: march(9) }), event('PromiseReassigned', 4));
    expect(await now()).toMatchObject({
      ...open,
      ...{ dueAt: march(9), ownerId: 'agent-8', team: 'north', timesRenegotiated: 1 },
    });
    await deliver(event('PromiseBroken', 9), event('PromiseReassigned', 10, { team: 'south' }));
    expect(await now()).toMatchObject({ status: 'broken', broken: true, endedAt: null, team: 'south' });
    await deliver(event('PromiseKept', 11, { late: true }));
    expect(await now()).toMatchObject({ status: 'kept', broken: true, endedAt: march(11), timesRenegotiated: 1 });
  });

  it('is asked by status, owner, team, complaint, contact and time, and shows what is due next first, page by page', async () => {
    const [ana, anasTablet] = [randomUUID(), randomUUID()];
    const [late, soon, gone] = [promiseTo(ana), promiseTo(anasTablet), promiseTo(ana)];
    const [complaintId, interactionId] = [randomUUID(), randomUUID()];
    await deliver(
      late.event('PromiseMade', 2, { dueAt: march(9), ownerId: 'ben', team: 'north', complaintId }),
      soon.event('PromiseMade', 3, { dueAt: march(4), interactionId }),
      gone.event('PromiseMade', 1, { dueAt: march(6) }),
      gone.event('PromiseReleased', 2),
    );
    const customers = [ana, anasTablet];
    const asked = async (wanted: Partial<WantedPromises>) => ids(await list({ ...wanted, customers }));
    expect(await asked({ status: 'open' })).toEqual([soon.promiseId, late.promiseId]);
    expect(await asked({ status: 'released' })).toEqual([gone.promiseId]);
    expect(await asked({})).toEqual([late.promiseId, gone.promiseId, soon.promiseId]);
    expect(await asked({ owner: 'ben' })).toEqual([late.promiseId]);
    expect(await asked({ team: 'north' })).toEqual([late.promiseId]);
    expect(await asked({ complaintId })).toEqual([late.promiseId]);
    expect(await asked({ interactionId })).toEqual([soon.promiseId]);
    expect(await asked({ dueBefore: march(6) })).toEqual([soon.promiseId]);
    for (const status of ['open', 'all'] as const) {
      const whole = await list({ status, customers });
      const paged: ListedPromise[] = [];
      for (let page = await list({ status, customers }, undefined, 1); page.length > 0;) {
        paged.push(...page);
        page = await list({ status, customers }, paged.at(-1), 1);
      }
      expect(paged).toEqual(whole);
    }
  });

  it('refuses to go on from what it was never told of', async () => {
    const { event } = promiseTo(randomUUID());
    await expect(deliver(event('PromiseKept', 2))).rejects.toThrow(/never made/);
  });
});
