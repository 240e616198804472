import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { analyticsEvents, loyaltyEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { complaints } from './complaints.projection.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { contact, history, merged, purchase, registered, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let ada: string;
let tablet: string;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, complaints, customerView] });
});
afterAll(() => database.drop());
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

const viewOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

describe('the view', () => {
  it('counts each event once, and its latest is the latest in business time', async () => {
    await deliver(
      registered(ada),
      contact(ada, '2026-03-02T00:00:00.000Z'),
      contact(ada, '2026-02-02T00:00:00.000Z', 'web'),
      purchase(ada, 1000, 'EUR', '2026-02-03T00:00:00.000Z'),
      purchase(ada, 500, 'EUR', '2026-02-01T00:00:00.000Z'),
      {
        type: 'FeedbackGiven',
        subject: ada,
        occurredAt: '2026-02-05T00:00:00.000Z',
        data: { feedbackId: newId(), customerId: ada, survey: 'nps', score: 9, answers: [] },
      },
    );
    expect(await viewOf(ada)).toMatchObject({
      contacts: { total: 2, lastAt: '2026-03-02T00:00:00.000Z', byChannel: { phone: 1, web: 1 } },
      lastContacts: [{ channel: 'phone' }, { channel: 'web' }],
      purchases: { count: 2, amount: { minor: 1500, currency: 'EUR' }, lastAt: '2026-02-03T00:00:00.000Z' },
      feedback: { count: 1, last: { survey: 'nps', score: 9 } },
      loyalty: null,
    });
  });

  it('has what was bought by month, so that no sum of it is wrong when time has passed', async () => {
    const tell = [
      purchase(ada, 1000, 'EUR', '2026-02-03T00:00:00.000Z'),
      purchase(tablet, 500, 'EUR', '2026-02-28T23:59:59.000Z'),
      purchase(tablet, 700, 'EUR', '2025-03-01T00:00:00.000Z'),
      purchase(ada, 9900, 'EUR', '2025-02-28T00:00:00.000Z'),
    ];
    await deliver(registered(ada), registered(tablet), ...tell, ...merged(ada, tablet));
    expect((await viewOf(ada))?.purchases).toEqual({
      count: 4,
      amount: { minor: 12_100, currency: 'EUR' },
      lastAt: '2026-02-28T23:59:59.000Z',
      months: [
        { month: '2026-02', count: 2, amounts: [{ minor: 1500, currency: 'EUR' }] },
        { month: '2025-03', count: 1, amounts: [{ minor: 700, currency: 'EUR' }] },
      ],
    });
  });

  it('adds no amounts of different currencies', async () => {
    await deliver(registered(ada), purchase(ada, 1000), purchase(ada, 500, 'USD'));
    expect(await viewOf(ada)).toMatchObject({ purchases: { count: 2, amount: null } });
  });

  it('keeps what other services told before the customer is known, but shows nothing until then', async () => {
    await deliver(contact(ada, '2026-03-02T00:00:00.000Z'));
    expect(await viewOf(ada)).toBeUndefined();
    await deliver(registered(ada));
    expect(await viewOf(ada)).toMatchObject({ contacts: { total: 1 }, stage: 'prospect' });
  });

  it('has the points of a member', async () => {
    const entry = {
      customerId: ada,
      entryId: newId(),
      postings: [
        { account: 'a', points: -20 },
        { account: 'b', points: 20 },
      ],
    };
    const at = '2026-03-01T00:00:00.000Z';
    await deliver(
      registered(ada),
      { type: 'MemberEnrolled', subject: ada, data: { customerId: ada, tier: 'member', enrolledAt: at } },
      {
        type: 'PointsEarned',
        subject: ada,
        data: { ...entry, points: 30, availableAt: at, purchaseId: newId(), purchasedAt: at },
      },
      { type: 'PointsReleased', subject: ada, data: { ...entry, points: 20 } },
      { type: 'PointsRedeemed', subject: ada, data: { ...entry, points: 5, reward: 'coffee' } },
    );
    expect(await viewOf(ada)).toMatchObject({ loyalty: { tier: 'member', points: 15, pending: 10, owed: 0 } });
    const reversed = { ...loyaltyEvents.PointsReversed.example, ...entry, entryId: newId() };
    await deliver({
      type: 'PointsReversed',
      subject: ada,
      data: { ...reversed, points: 28, fromPending: 5, fromAvailable: 15, owed: 8 },
    });
    expect(await viewOf(ada)).toMatchObject({ loyalty: { points: 0, pending: 5, owed: 8 } });
    await deliver({ type: 'PointsReleased', subject: ada, data: { ...entry, points: 5, settled: 5 } });
    expect(await viewOf(ada)).toMatchObject({ loyalty: { points: 0, pending: 0, owed: 3 } });
  });

  it('has the satisfaction last told, which is no sign of life', async () => {
    const told = (value: number, occurredAt: string): Told => ({
      type: 'SatisfactionMoved',
      subject: ada,
      occurredAt,
      data: { customerId: ada, value },
    });
    const seen = async () =>
      (await database.pool.query('select seen_at from app.customer_view where customer_id = $1', [ada])).rows[0]
        ?.seen_at;
    await deliver(registered(ada));
    const before = await seen();
    expect(await viewOf(ada)).toMatchObject({ satisfaction: null });
    await deliver(told(26.9, '2026-03-01T00:00:00.000Z'));
    expect(await viewOf(ada)).toMatchObject({ satisfaction: { value: 26.9, asOf: '2026-03-01T00:00:00.000Z' } });
    await deliver(told(61.2, '2026-03-02T00:00:00.000Z'));
    expect(await viewOf(ada)).toMatchObject({ satisfaction: { value: 61.2, asOf: '2026-03-02T00:00:00.000Z' } });
    expect(await seen()).toEqual(before);
  });

  it('has the value class last told, with what it was made of', async () => {
    const { from: _from, ...facts } = analyticsEvents.ValueClassMoved.example;
    const told = (to: string, month: string): Told => ({
      type: 'ValueClassMoved',
      subject: ada,
      occurredAt: `${month}-28T00:00:00.000Z`,
      data: { ...facts, customerId: ada, to, month },
    });
    await deliver(registered(ada));
    expect(await viewOf(ada)).toMatchObject({ valueClass: null });
    await deliver(told('silver', '2026-01'), told('gold', '2026-02'));
    expect(await viewOf(ada)).toMatchObject({
      valueClass: {
        code: 'gold',
        since: '2026-02-28T00:00:00.000Z',
        month: '2026-02',
        place: 12,
        revenue: { minor: 1_842_000 },
      },
    });
  });
});

describe('a merge', () => {
  it('shows one customer with everything, and its undoing both as before', async () => {
    await deliver(...history(ada, tablet));
    const [before, tabletBefore] = [await viewOf(ada), await viewOf(tablet)];
    await deliver(...merged(ada, tablet));
    expect(await viewOf(tablet)).toBeUndefined();
    expect(await viewOf(ada)).toMatchObject({
      contacts: { total: 2, byChannel: { phone: 1, web: 1 } },
      purchases: { count: 2, amount: { minor: 1500, currency: 'EUR' } },
      complaints: { open: [{ cause: 'late' }] },
      mergedFrom: [tablet],
    });
    await deliver(...unmerged(ada, tablet));
    const same = ({ asOf: _a, version: _v, ...rest }: NonNullable<typeof before>) => rest;
    expect([await viewOf(ada), await viewOf(tablet)].map(view => view && same(view))).toEqual(
      [before, tabletBefore].map(view => view && same(view)),
    );
  });

  it('marks both documents for publication, and what happens later that of the survivor', async () => {
    await deliver(...history(ada, tablet));
    const version = async (id: string) =>
      (await database.pool.query('select version from messaging.compacted where customer = $1', [id])).rows[0]?.version;
    const before = [await version(ada), await version(tablet)];
    await deliver(...merged(ada, tablet));
    expect([await version(ada), await version(tablet)]).toEqual(before.map(each => each + 1));
    await deliver(contact(tablet, '2026-03-05T00:00:00.000Z'));
    expect(await version(ada)).toBe(before[0] + 2);
    expect(await viewOf(ada)).toMatchObject({ version: before[0] + 2, contacts: { total: 3 } });
  });
});
