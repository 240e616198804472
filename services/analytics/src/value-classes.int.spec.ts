import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createMessaging, createPool, identityMap, quiet } from '@rapport/messaging';
import type { Told } from '@rapport/testing';
import type pg from 'pg';
import { v7 as newId } from 'uuid';
import { toldValueClass } from './domain/value-class.decide.ts';
import { customerFacts } from './projections/customer-facts.projection.ts';
import { ada, ben, warehouse, type Warehouse } from './projections/facts.fixture.ts';
import { lateFacts } from './projections/late-facts.projection.ts';
import { purchaseFacts } from './projections/purchase-facts.projection.ts';
import { ask, runScore } from './run-score.ts';
import type { Teller } from './score.ts';
import { valueClasses } from './value-classes.score.ts';

let house: Warehouse;
let messaging: ReturnType<typeof createMessaging>;
let long: pg.Pool;
beforeAll(async () => {
  house = await warehouse(identityMap, customerFacts, purchaseFacts, lateFacts);
  const readers = { deciders: [toldValueClass], projections: [], policies: [] };
  messaging = createMessaging({
    service: 'analytics',
    database: house.database.url,
    brokers: [],
    ...readers,
    log: quiet,
  });
  long = createPool(house.database.url, 1, () => undefined);
});
afterAll(async () => {
  await messaging.stop();
  await long.end();
  await house.database.drop();
});

const purchase = (customerId: string, minor: number, occurredAt: string): Told => ({
  type: 'PurchaseMade',
  subject: customerId,
  occurredAt,
  data: { purchaseId: newId(), customerId, channel: 'web', amount: { minor, currency: 'USD' }, lines: [] },
});
/** Steps until nothing is left to do. */
async function settle(now: string, through: Teller = messaging): Promise<void> {
  // Time passes: what was filed rests, and what was worked out is a while ago.
  await house.rows(`update app.late_facts set at = at - interval '30 s'`);
  await house.rows(`update app.score_runs set asked_at = asked_at - interval '1 minute'`);
  while (await runScore(valueClasses, through, long, new Date(now)));
}
const told = async (id: string) => (await messaging.events(id, 0, 100)).map(({ data }) => data);
const runs = () =>
  house.rows(
    `select to_char(period, 'YYYY-MM') as month, step, customers, told, asked_by from app.score_runs order by period`,
  );
const run = { step: 'told', asked_by: 'clock' };

// In order: what was told of a month is what the next one begins with.
describe('value classes are told', () => {
  it('of nobody before somebody bought, then of the month that ended last, once', async () => {
    await settle('2026-03-10T10:00:00Z');
    expect(await runs()).toEqual([]);
    await house.deliver(purchase(ada, 900, '2026-02-10T10:00:00.000Z'), purchase(ben, 600, '2026-02-11T10:00:00.000Z'));
    expect(await runScore(valueClasses, messaging, long, new Date('2026-03-10T10:00:00Z'))).toBe(false);
    await settle('2026-03-10T10:00:00Z');
    expect(await runs()).toEqual([{ ...run, month: '2026-02', customers: 2, told: 2 }]);
    expect(await told(ben)).toEqual([
      {
        ...{ customerId: ben, to: 'gold', month: '2026-02', months: 12, place: 2 },
        ...{ revenue: { minor: 600, currency: 'USD' }, contribution: { minor: 600, currency: 'USD' } },
      },
    ]);
    await settle('2026-03-10T11:00:00Z');
    expect(await told(ben)).toHaveLength(1);
  });

  it('again when history is filed, of those alone whose class is another now', async () => {
    await house.deliver(purchase(ben, 2000, '2026-01-11T10:00:00.000Z'));
    await settle('2026-03-10T12:00:00Z');
    expect(await runs()).toEqual([{ ...run, month: '2026-02', customers: 2, told: 2 }]);
    expect(await told(ben)).toMatchObject([{ to: 'gold' }, { from: 'gold', to: 'diamond', month: '2026-02' }]);
    expect(await told(ada)).toMatchObject([{ to: 'diamond' }, { from: 'diamond', to: 'gold' }]);
  });

  it('no second time when the process ended before it was kept that they were told', async () => {
    await house.deliver(purchase(ada, 9000, '2026-02-28T10:00:00.000Z'));
    const killed: Teller = {
      pool: messaging.pool,
      handleMany: async (decider, commands) => {
        await messaging.handleMany(decider, commands);
        throw new Error('killed');
      },
    };
    await expect(settle('2026-03-10T13:00:00Z', killed)).rejects.toThrow('killed');
    expect(await runs()).toMatchObject([{ step: 'telling' }]);
    await settle('2026-03-10T13:00:00Z');
    expect(await runs()).toMatchObject([{ step: 'told', told: 2 }]);
    expect([await told(ada), await told(ben)].map(({ length }) => length)).toEqual([3, 3]);
  });

  it('of each month that was missed, and of one that lasts when somebody asks', async () => {
    await settle('2026-06-02T10:00:00Z');
    expect(await runs()).toMatchObject(
      ['2026-02', '2026-03', '2026-04', '2026-05'].map(month => ({ month, step: 'told' })),
    );
    await house.deliver(purchase(ben, 500_000, '2026-06-01T10:00:00.000Z'));
    await settle('2026-06-02T10:30:00Z');
    const now = new Date('2026-06-02T11:00:00Z');
    await ask(messaging.pool, valueClasses, valueClasses.asked(now), 'somebody');
    await settle(now.toISOString());
    expect((await runs()).at(-1)).toMatchObject({ month: '2026-06', asked_by: 'somebody', step: 'told' });
    expect((await told(ben)).at(-1)).toMatchObject({ to: 'diamond', month: '2026-06' });
  });
});
