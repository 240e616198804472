import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsEvents, interactionsEvents } from '@rapport/contracts';
import { createMessaging, quiet } from '@rapport/messaging';
import type { Told } from '@rapport/testing';
import { customerSatisfaction } from '../api/customer-satisfaction.ts';
import { ada, adasTablet, ben, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { feedbackFacts } from './feedback-facts.projection.ts';
import { interactionFacts } from './interaction-facts.projection.ts';
import { satisfaction } from './satisfaction.projection.ts';

const NOW = new Date('2026-03-20T12:00:00.000Z');
const on = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;

let house: Warehouse;
let messaging: ReturnType<typeof createMessaging>;
beforeAll(async () => {
  house = await warehouse(interactionFacts, feedbackFacts, satisfaction);
  messaging = createMessaging({
    service: 'analytics',
    database: house.database.url,
    brokers: [],
    deciders: [],
    projections: [],
    policies: [],
    log: quiet,
  });
});
afterAll(async () => {
  await messaging.stop();
  await house.database.drop();
});

const csat = (n: number, score: number, occurredAt: string, customerId = ada, interactionId?: string): Told => ({
  type: 'FeedbackGiven',
  subject: customerId,
  occurredAt,
  data: {
    feedbackId: numbered(n),
    customerId,
    survey: 'csat',
    score,
    answers: [],
    ...(interactionId === undefined ? {} : { interactionId }),
  },
});
const ofCustomer = (id: string, asOf = NOW) => customerSatisfaction(messaging, id, asOf);
const sqlOf = async (asOf = NOW) =>
  new Map(
    (
      await messaging.pool.query<{ id: string; value: number }>(
        'select customer_id as id, satisfaction as value from analytics.satisfaction_at($1)',
        [asOf],
      )
    ).rows.map(({ id, value }) => [id, value]),
  );

describe('satisfaction from events', () => {
  it('is 26.9 after one fresh −.5, and 50.0 with twelve fresh +.5, in SQL as in TypeScript', async () => {
    const fresh = new Date(NOW.getTime()).toISOString();
    await house.deliver(csat(1, 2, fresh));
    expect(await ofCustomer(ada)).toMatchObject({ value: expect.closeTo(26.923, 3), n: 1, owed: 12, trend: null });
    expect((await sqlOf()).get(ada)).toBeCloseTo(26.923, 3);
    await house.deliver(...Array.from({ length: 12 }, (_, n) => csat(n + 2, 4, fresh)));
    expect(await ofCustomer(ada)).toMatchObject({ value: expect.closeTo(50, 9), n: 13 });
    expect((await sqlOf()).get(ada)).toBeCloseTo(50, 9);
  });

  it('ends the twelvefold weight of a cause with its verified recovery, and begins it again when it is reopened', async () => {
    const interactionId = numbered(100);
    const complaint = { complaintId: numbered(101), customerId: ben };
    const { ComplaintOpened, ComplaintClosed, ComplaintReopened, HouseClockBreached } = complaintsEvents;
    const { InteractionRecorded } = interactionsEvents;
    await house.deliver(
      {
        type: 'InteractionRecorded',
        subject: ben,
        occurredAt: on(1),
        data: { ...InteractionRecorded.example, interactionId, customerId: ben, handOvers: 2 },
      },
      {
        type: 'ComplaintOpened',
        subject: ben,
        occurredAt: on(2),
        data: { ...ComplaintOpened.example, ...complaint, interactionId },
      },
      {
        type: 'HouseClockBreached',
        subject: ben,
        occurredAt: on(3),
        data: { ...HouseClockBreached.example, ...complaint },
      },
    );
    await house.deliver({
      type: 'ComplaintClosed',
      subject: ben,
      occurredAt: on(10),
      data: { ...ComplaintClosed.example, ...complaint },
    });
    // The survey about the contact arrives after its complaint was put right: it is repaired with it all the same.
    await house.deliver(csat(102, 1, on(4), ben, interactionId));
    const repaired = await ofCustomer(ben);
    expect(repaired).toMatchObject({
      n: 5,
      owed: 0,
      experiences: [
        { kind: 'complaintRecovered', score: 0.8, repaired: false },
        { kind: 'csat.1', repaired: true },
        { kind: 'standardBreached', score: -0.4, repaired: true },
        { kind: 'complaintOpened', score: -0.7, repaired: true },
        { kind: 'secondHandOver', score: -0.2, repaired: true },
      ],
    });
    expect(repaired).toMatchObject({ value: expect.closeTo((await sqlOf()).get(ben) ?? NaN, 9) });
    const before = new Date(on(9));
    expect(await ofCustomer(ben, before)).toMatchObject({
      owed: 36,
      value: expect.closeTo((await sqlOf(before)).get(ben) ?? NaN, 9),
    });

    await house.deliver({
      type: 'ComplaintReopened',
      subject: ben,
      occurredAt: on(12),
      data: { ...ComplaintReopened.example, ...complaint },
    });
    expect(await ofCustomer(ben)).toMatchObject({
      experiences: [{}, { repaired: false, weight: expect.closeTo(12 * 2 ** (-16.083 / 90), 2) }, {}, {}, {}],
      value: expect.closeTo((await sqlOf()).get(ben) ?? NaN, 9),
    });
  });

  it('is that of all records of a merged customer, and as before when the merge is undone', async () => {
    await house.deliver(csat(200, 1, on(15), adasTablet));
    const before = [await ofCustomer(ada), await ofCustomer(adasTablet)];
    await house.rows('insert into messaging.identity values ($1, $2)', [adasTablet, ada]);
    const merged = await ofCustomer(adasTablet);
    expect(merged).toMatchObject({ customerId: ada, n: 14, value: expect.closeTo((await sqlOf()).get(ada) ?? NaN, 9) });
    expect((await sqlOf()).has(adasTablet)).toBe(false);
    await house.rows('delete from messaging.identity');
    expect([await ofCustomer(ada), await ofCustomer(adasTablet)]).toEqual(before);
  });

  it('is refused for a customer that nobody knows', async () => {
    await expect(ofCustomer(numbered(999))).rejects.toMatchObject({ slug: 'customer-unknown' });
  });
});
