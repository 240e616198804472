import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { loyaltyEvents, type LoyaltyEvent } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { migrations } from '../migrations/index.ts';
import { ledger } from './ledger.projection.ts';
import { entriesOf } from './ledger.query.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [ledger] });
});
afterAll(() => database.drop());

const told = (event: LoyaltyEvent, day: number): Told => ({
  ...event,
  subject: event.data.customerId,
  occurredAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`,
});
const common = (customerId: string, points: number, from: string, to: string) => ({
  customerId,
  entryId: randomUUID(),
  points,
  postings: [
    { account: from, points: -points },
    { account: to, points },
  ],
});
const earned = (customerId: string, points: number): LoyaltyEvent => ({
  type: 'PointsEarned',
  data: {
    ...common(customerId, points, 'programme:issued', `pending:${customerId}`),
    availableAt: '2026-03-16T00:00:00.000Z',
    purchaseId: randomUUID(),
    purchasedAt: '2026-03-01T10:00:00.000Z',
  },
});
const released = (customerId: string, points: number): Extract<LoyaltyEvent, { type: 'PointsReleased' }> => ({
  type: 'PointsReleased',
  data: common(customerId, points, `pending:${customerId}`, `available:${customerId}`),
});
const redeemed = (customerId: string, points: number): LoyaltyEvent => ({
  type: 'PointsRedeemed',
  data: { ...common(customerId, points, `available:${customerId}`, 'programme:redeemed'), reward: 'coffee' },
});
const sumOf = async (account: string): Promise<number> => {
  const { rows } = await database.pool.query<{ sum: string }>(
    'select coalesce(sum(points), 0)::text as sum from app.postings where account = $1',
    [account],
  );
  return Number(rows[0]?.sum);
};

describe('the ledger', () => {
  it('holds each entry once with its postings, newest first, over all accounts of a customer, page by page', async () => {
    const [ana, anasTablet] = [randomUUID(), randomUUID()];
    const enrolled: LoyaltyEvent = {
      type: 'MemberEnrolled',
      data: { customerId: ana, tier: 'member', enrolledAt: '2026-03-01T00:00:00.000Z' },
    };
    await deliver(told(enrolled, 1), told(earned(ana, 29), 1), told(earned(anasTablet, 5), 2));
    await deliver(told(released(ana, 29), 16), told(redeemed(ana, 20), 17));
    const all = await entriesOf(database.pool, [ana, anasTablet], undefined, 50);
    expect(all.map(({ kind, points }) => [kind, points])).toEqual([
      ['redeemed', 20],
      ['released', 29],
      ['earned', 5],
      ['earned', 29],
    ]);
    expect(all[0]).toMatchObject({
      customerId: ana,
      reward: 'coffee',
      occurredAt: '2026-03-17T10:00:00.000Z',
      postings: [
        { account: `available:${ana}`, points: -20 },
        { account: 'programme:redeemed', points: 20 },
      ],
    });
    expect(all[3]).toMatchObject({ availableAt: '2026-03-16T00:00:00.000Z', purchaseId: expect.any(String) });
    const [first] = await entriesOf(database.pool, [ana], undefined, 1);
    expect((await entriesOf(database.pool, [ana], first, 2)).map(({ kind }) => kind)).toEqual(['released', 'earned']);
    expect(await sumOf(`available:${ana}`)).toBe(9);
    expect(await sumOf(`pending:${ana}`)).toBe(0);
  });

  it('tells of a refund whose entry it is, how much of it had been spent, and what paid for that', async () => {
    const ana = randomUUID();
    const reversal = { ...loyaltyEvents.PointsReversed.example, customerId: ana, entryId: randomUUID() };
    const paying = released(ana, 7);
    await deliver(told({ type: 'PointsReversed', data: reversal }, 18));
    await deliver(told({ ...paying, data: { ...paying.data, settled: 4 } }, 19));
    const [release, reversed] = await entriesOf(database.pool, [ana], undefined, 5);
    expect(release).toMatchObject({ kind: 'released', points: 7, settled: 4 });
    expect(release).not.toHaveProperty('owed');
    expect(reversed).toMatchObject({
      kind: 'reversed',
      points: 9,
      owed: 4,
      purchaseId: reversal.purchaseId,
      refundId: reversal.refundId,
    });
    expect(reversed?.postings).toHaveLength(3);
  });

  it('sums to zero over everything, whatever was delivered, and twice', async () => {
    const amounts = fc.array(fc.tuple(fc.constantFrom(earned, released, redeemed), fc.integer({ min: 1, max: 1e12 })), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(amounts, async moves => {
        const ana = randomUUID();
        await deliver(...moves.map(([move, points]) => told(move(ana, points), 1)));
        expect(await entriesOf(database.pool, [ana], undefined, 200)).toHaveLength(moves.length);
      }),
      { numRuns: 10 },
    );
    const { rows } = await database.pool.query<{ sum: string }>('select sum(points)::text as sum from app.postings');
    expect(rows).toEqual([{ sum: '0' }]);
  });

  it('is kept in balance by the database: no statement leaves an entry that does not sum to zero', async () => {
    const ana = randomUUID();
    const unbalanced = `insert into app.postings values ($1, 0, 'a', 5), ($1, 1, 'b', -4)`;
    await expect(database.pool.query(unbalanced, [randomUUID()])).rejects.toThrow('do not sum to zero');
    await deliver(told(earned(ana, 7), 1));
    const [entry] = await entriesOf(database.pool, [ana], undefined, 1);
    const { pool } = database;
    await expect(
      pool.query('update app.postings set points = 8 where entry_id = $1 and points = 7', [entry?.entryId]),
    ).rejects.toThrow('do not sum to zero');
    await expect(
      pool.query('delete from app.postings where entry_id = $1 and line = 0', [entry?.entryId]),
    ).rejects.toThrow('do not sum to zero');
    await expect(pool.query('delete from app.postings where entry_id = $1', [entry?.entryId])).resolves.toBeDefined();
  });
});
