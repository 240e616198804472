import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RISK_FEATURES } from '@rapport/contracts';
import { createMessaging, identityMap, quiet } from '@rapport/messaging';
import { contributions, probability, reasonsOf } from '@rapport/statistics';
import { v7 as newId } from 'uuid';
import { customerRisk, riskReport } from './api/risk-answers.ts';
import { toldRisk } from './domain/risk.decide.ts';
import { commerceFacts } from './projections/commerce-facts.projection.ts';
import { complaintFacts } from './projections/complaint-facts.projection.ts';
import { customerFacts } from './projections/customer-facts.projection.ts';
import { warehouse, type Warehouse } from './projections/facts.fixture.ts';
import { feedbackFacts } from './projections/feedback-facts.projection.ts';
import { interactionFacts } from './projections/interaction-facts.projection.ts';
import { memberFacts } from './projections/member-facts.projection.ts';
import { purchaseFacts } from './projections/purchase-facts.projection.ts';
import { riskDue } from './projections/risk-due.projection.ts';
import { named } from './projections/risk-features.query.ts';
import { riskModelAt } from './projections/risk-model.query.ts';
import { satisfaction } from './projections/satisfaction.projection.ts';
import { refreshRisks } from './refresh-risks.ts';
import { retentionRisk } from './retention-risk.score.ts';
import type { Teller } from './score.ts';
import * as tell from './projections/risk.fixture.ts';

const DAY_MS = 86_400_000;

let house: Warehouse;
let messaging: ReturnType<typeof createMessaging>;
let ada: string;
let tablet: string;
beforeAll(async () => {
  const facts = [
    customerFacts,
    interactionFacts,
    feedbackFacts,
    purchaseFacts,
    commerceFacts,
    complaintFacts,
    memberFacts,
  ];
  house = await warehouse(identityMap, ...facts, satisfaction, riskDue);
  messaging = createMessaging({
    service: 'analytics',
    database: house.database.url,
    brokers: [],
    deciders: [toldRisk],
    projections: [],
    policies: [],
    log: quiet,
  });
});
afterAll(async () => {
  await messaging.stop();
  await house.database.drop();
});
beforeEach(async () => {
  [ada, tablet] = [newId(), newId()];
  await house.deliver(tell.registered(ada), tell.registered(tablet));
});

interface Row {
  readonly risk: number;
  readonly band: string;
  readonly reasons: string[];
  readonly x: (number | null)[];
}
const rowsOf = async (id: string) =>
  (
    await messaging.pool.query<Row>('select risk, band, reasons, x from facts.retention_risk where customer_id = $1', [
      id,
    ])
  ).rows;
const rowOf = async (id: string): Promise<Row> => {
  const [row] = await rowsOf(id);
  if (!row) throw new Error('there is no risk');
  return row;
};
const toldOf = async (id: string) =>
  (await messaging.events(id, 0, 100)).filter(({ type }) => type === 'RetentionRiskMoved').map(({ data }) => data);
const night = async (ahead = 0): Promise<void> => {
  const asOf = new Date(Date.now() + ahead * DAY_MS);
  const run = { period: '2026-01-01', asOf, begunAt: asOf };
  const client = await messaging.pool.connect();
  try {
    await retentionRisk.work(run, client);
  } finally {
    client.release();
  }
  while ((await retentionRisk.tell(run, messaging, 500)) === 500);
};
const featuresOf = async (id: string) => {
  const { x } = await rowOf(id);
  return Object.fromEntries(RISK_FEATURES.map((code, i) => [code, x[i] ?? null]));
};

describe('the risk of losing a customer', () => {
  it('is told of who has bought, once, and of nobody else', async () => {
    await house.deliver(tell.bought(ada, 2), tell.contacted(tablet, 1));
    await refreshRisks(messaging, 0);
    await night();
    await night();
    expect(await toldOf(ada)).toEqual([
      { customerId: ada, risk: expect.closeTo(0.11, 1), band: 'low', reasons: [], model: 3 },
    ]);
    expect([await rowsOf(tablet), await toldOf(tablet)]).toEqual([[], []]);
  });

  it('is worked out from what is known of the customer', async () => {
    const weekly = [77, 70, 63, 56, 49].map(day => tell.bought(ada, day));
    await house.deliver(...weekly, tell.contacted(ada, 100), tell.contacted(ada, 110), tell.enrolled(ada, 'plus'));
    await house.deliver(tell.complained(ada, 20), tell.rated(ada, 'csat', 1, 20), tell.rated(ada, 'ces', 2, 20));
    await refreshRisks(messaging, 0);
    expect(await featuresOf(ada)).toEqual({
      recency: expect.closeTo(49 / 30, 2),
      satisfaction: expect.closeTo(14.5, 0),
      openComplaints: 1,
      brokenPromises: 0,
      effort: expect.closeTo(5 / 6, 6),
      contactDrop: 0,
      tier: 2,
    });
    expect(await rowOf(ada)).toMatchObject({ band: 'high', reasons: ['satisfaction', 'effort', 'openComplaints'] });
  });

  it('counts silence in own intervals, of thirty days at least: contacts about one matter follow each other closely', async () => {
    const every = (gap: number) => [1, 2, 3, 4].map(time => tell.bought(gap === 60 ? ada : tablet, gap * time));
    await house.deliver(...every(60), ...every(6));
    await refreshRisks(messaging, 0);
    expect((await featuresOf(ada)).recency).toBeCloseTo(1, 2);
    expect((await featuresOf(tablet)).recency).toBeCloseTo(6 / 30, 2);
  });

  it('is the same in SQL as by the formula, with the same reasons', async () => {
    const model = await riskModelAt(messaging.pool, new Date());
    for (let i = 0; i < 12; i++) {
      const id = newId();
      await house.deliver(tell.registered(id), tell.bought(id, 3 + 17 * i), tell.bought(id, 40 + 17 * i));
      if (i % 3 === 0) await house.deliver(tell.complained(id, i), tell.rated(id, 'ces', 1 + (i % 7), i));
      if (i % 4 === 0) await house.deliver(tell.rated(id, 'nps', i % 11, i), tell.enrolled(id, 'premier'));
    }
    await night();
    const { rows } = await messaging.pool.query<Row>('select risk, band, reasons, x from facts.retention_risk');
    expect(rows.length).toBeGreaterThan(11);
    for (const { risk, reasons, x } of rows) {
      const values = named(x);
      expect(risk).toBeCloseTo(probability(model.content, values), 3);
      expect(reasons).toEqual(reasonsOf(contributions(model.content, values)));
    }
  });

  it('is the same for everybody at once and for some', async () => {
    await house.deliver(
      tell.bought(ada, 50),
      tell.contacted(ada, 120),
      tell.complained(ada, 3),
      tell.rated(ada, 'csat', 2, 3),
    );
    await refreshRisks(messaging, 0);
    const some = await rowOf(ada);
    await night();
    const { x, ...all } = await rowOf(ada);
    expect(all).toEqual({ risk: some.risk, band: some.band, reasons: some.reasons });
    x.forEach((value, i) => expect(value ?? -1).toBeCloseTo(some.x[i] ?? -1, 3));
  });

  it('is explained as it is kept, and held against what came of it in the past', async () => {
    for (let i = 0; i < 40; i++) {
      const id = newId();
      await house.deliver(tell.registered(id), tell.bought(id, 230), tell.bought(id, 215), tell.bought(id, 200));
      if (i % 2 === 0) await house.deliver(tell.bought(id, 10), tell.bought(id, 100), tell.bought(id, 130));
      else await house.deliver(tell.complained(id, 190));
    }
    await house.deliver(tell.bought(ada, 60), tell.bought(ada, 90));
    await night();
    expect(await customerRisk(messaging, ada, new Date())).toMatchObject({
      risk: expect.closeTo((await rowOf(ada)).risk, 2),
      band: 'low',
      features: expect.arrayContaining([expect.objectContaining({ feature: 'recency', weight: 0.6, reference: 1 })]),
      model: { version: 3, origin: 'shipped' },
    });
    expect(await riskReport(messaging.pool, new Date())).toMatchObject({
      now: { n: expect.any(Number) },
      past: { n: expect.any(Number), discrimination: { value: expect.any(Number) } },
      lastFit: { outcome: 'tooFewCases', comparedWith: 3 },
    });
    await expect(customerRisk(messaging, newId(), new Date())).rejects.toThrow('Nothing is known');
    expect(await customerRisk(messaging, tablet, new Date())).toMatchObject({ risk: null, band: null, features: [] });
  });

  it('rises by time alone, and is told in each band and tenth once', async () => {
    await house.deliver(tell.bought(ada, 1));
    for (const days of [0, 30, 60, 90, 120, 150, 180, 180]) await night(days);
    const told = await toldOf(ada);
    expect(told.map(data => 'band' in data && data.band).filter((band, i, all) => band !== all[i - 1])).toEqual([
      'low',
      'medium',
      'high',
    ]);
    expect(told.length).toBeLessThan(7);
    expect(told.at(-1)).toMatchObject({ fromBand: expect.any(String), reasons: ['recency'] });
    await messaging.pool.query('delete from facts.retention_risk');
  });

  it('is none any more of who gave back all or was erased', async () => {
    await house.deliver(tell.bought(ada, 9, 'p'), tell.bought(tablet, 9));
    await refreshRisks(messaging, 0);
    expect([await rowsOf(ada), await rowsOf(tablet)].map(rows => rows.length)).toEqual([1, 1]);
    await house.deliver(tell.refunded(ada, 8, 'p'), ...tell.erased(tablet));
    await refreshRisks(messaging, 0);
    expect([await rowsOf(ada), await rowsOf(tablet)]).toEqual([[], []]);
    await night();
    expect([await rowsOf(ada), await rowsOf(tablet)]).toEqual([[], []]);
  });

  it('of merged records is one, under the current id; and each its own when they are parted', async () => {
    await house.deliver(tell.bought(ada, 100), tell.bought(tablet, 1));
    await refreshRisks(messaging, 0);
    const apart = [await rowOf(ada), await rowOf(tablet)];
    await house.deliver(tell.merged('CustomersMerged', ada, tablet));
    await refreshRisks(messaging, 0);
    expect(await rowsOf(tablet)).toEqual([]);
    expect((await rowOf(ada)).risk).toBeLessThan(apart[0]?.risk ?? 0);
    await night();
    expect(await rowsOf(tablet)).toEqual([]);
    await house.deliver(tell.merged('CustomersUnmerged', ada, tablet));
    await refreshRisks(messaging, 0);
    expect([(await rowOf(ada)).risk, (await rowOf(tablet)).risk]).toEqual(apart.map(({ risk }) => risk));
  });

  it('is told no second time when the process ended before it kept what was told', async () => {
    await house.deliver(tell.bought(ada, 60));
    const killed: Teller = {
      pool: messaging.pool,
      async handleMany(decider, commands) {
        await messaging.handleMany(decider, commands);
        throw new Error('killed');
      },
    };
    await expect(refreshRisks(killed, 0)).rejects.toThrow('killed');
    await refreshRisks(messaging, 0);
    await night();
    expect(await toldOf(ada)).toHaveLength(1);
  });
});
