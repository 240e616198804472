import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsEvents, interactionsEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { channelMeasures, overviewMeasures, retentionMeasures, satisfactionMeasures } from '../api/measures.ts';
import { complaintFacts } from './complaint-facts.projection.ts';
import { countComplaints } from './complaints.query.ts';
import { customerFacts } from './customer-facts.projection.ts';
import { ada, adasTablet, ben, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { feedbackFacts } from './feedback-facts.projection.ts';
import { interactionFacts } from './interaction-facts.projection.ts';
import { purchaseFacts } from './purchase-facts.projection.ts';
import { settleDue, takeDue, workOut } from './satisfaction-due.ts';
import { satisfaction } from './satisfaction.projection.ts';

let house: Warehouse;
let n = 0;
beforeAll(async () => {
  house = await warehouse(customerFacts, interactionFacts, feedbackFacts, purchaseFacts, complaintFacts, satisfaction);
});
afterAll(() => house.database.drop());

const bought = (customerId: string, day: string): Told => ({
  type: 'PurchaseMade',
  subject: customerId,
  occurredAt: `${day}T12:00:00.000Z`,
  data: {
    ...interactionsEvents.PurchaseMade.example,
    purchaseId: numbered(++n),
    customerId,
  },
});
const contact = (channel: string, outcome: 'solved' | 'promised' | undefined): Told => ({
  type: 'InteractionRecorded',
  subject: ada,
  data: {
    interactionId: numbered(++n),
    customerId: ada,
    channel,
    direction: 'inbound',
    phase: 'afterSale',
    type: 'support',
    flags: [],
    ...(outcome === undefined ? {} : { outcome }),
  },
});
const answer = (survey: 'csat' | 'nps', score: number, channel: string): Told => ({
  type: 'FeedbackGiven',
  subject: ada,
  data: { feedbackId: numbered(++n), customerId: ada, survey, score, answers: [], channel },
});

describe('figures over all customers', () => {
  it('have no value where there is nothing', async () => {
    const { pool } = house.database;
    expect(await satisfactionMeasures(pool, '2026-03')).toMatchObject({ n: 0, mean: null, low: null });
    expect(await channelMeasures(pool)).toEqual({ channels: [] });
    expect(await overviewMeasures(pool)).toMatchObject({
      customers: 0,
      nps: { value: null, n: 0 },
      csat: { value: null },
    });
    expect(await retentionMeasures(pool, 2, '1998-06')).toEqual({
      months: [
        { month: '1998-05', atStart: 0, new: 0, atEnd: 0, rate: null },
        { month: '1998-06', atStart: 0, new: 0, atEnd: 0, rate: null },
      ],
    });
  });

  it('count as customers who bought within 180 days, and as new who were none a month before', async () => {
    await house.deliver(
      bought(ada, '1997-01-10'),
      bought(ben, '1997-01-20'),
      bought(adasTablet, '1997-06-20'),
      bought(ada, '1997-09-01'),
    );
    const { months } = await retentionMeasures(house.database.pool, 9, '1997-09');
    expect(months.map(({ month, atStart, new: gained, atEnd, rate }) => [month, atStart, gained, atEnd, rate])).toEqual(
      [
        ['1997-01', 0, 2, 2, null],
        ['1997-02', 2, 0, 2, 1],
        ['1997-03', 2, 0, 2, 1],
        ['1997-04', 2, 0, 2, 1],
        ['1997-05', 2, 0, 2, 1],
        ['1997-06', 2, 1, 3, 1],
        ['1997-07', 3, 0, 1, 1 / 3],
        ['1997-08', 1, 0, 1, 1],
        ['1997-09', 1, 1, 2, 1],
      ],
    );
    await house.rows('insert into messaging.identity values ($1, $2)', [adasTablet, ada]);
    const { months: merged } = await retentionMeasures(house.database.pool, 1, '1997-07');
    expect(merged).toEqual([{ month: '1997-07', atStart: 2, new: 0, atEnd: 1, rate: 0.5 }]);
    await house.rows('delete from messaging.identity');
  });

  it('compare channels, those too that only a complaint or an answer knows', async () => {
    await house.deliver(
      contact('phone', 'solved'),
      contact('phone', 'promised'),
      contact('phone', undefined),
      contact('chat', undefined),
      answer('csat', 5, 'phone'),
      answer('csat', 2, 'phone'),
      answer('csat', 4, 'letter'),
      answer('nps', 10, 'phone'),
      {
        type: 'ComplaintOpened',
        subject: ada,
        occurredAt: '2026-02-03T10:00:00.000Z',
        data: { ...complaintsEvents.ComplaintOpened.example, complaintId: numbered(++n), channel: 'visit' },
      },
    );
    const { channels } = await channelMeasures(house.database.pool);
    expect(channels).toMatchObject([
      { channel: 'phone', interactions: 3, share: 0.75, meanCsat: 3.5, nCsat: 2, solvedShare: 0.5 },
      { channel: 'chat', interactions: 1, meanCsat: null, solvedShare: null },
      { channel: 'visit', interactions: 0, complaints: 1 },
      { channel: 'letter', interactions: 0, meanCsat: 4, nCsat: 1, low: null },
    ]);
    // Two answers tell little: the interval is the whole scale.
    expect(channels[0]).toMatchObject({ low: 1, high: 5 });
  });

  it('count complaints by every cut, each of which adds up to the total', async () => {
    const counts = await countComplaints(house.database.pool, 'all');
    expect(counts).toEqual({
      total: 1,
      open: 1,
      closed: 0,
      byCause: [{ key: 'late', n: 1 }],
      byChannel: [{ key: 'visit', n: 1 }],
      byTimeliness: [{ key: 'unknown', n: 1 }],
      byDispute: [{ key: 'unknown', n: 1 }],
      byMonth: [{ month: '2026-02', n: 1 }],
    });
    expect(await countComplaints(house.database.pool, 'historic')).toMatchObject({ total: 0, byCause: [] });
  });

  it('sum up in the overview and in the distribution', async () => {
    const { pool } = house.database;
    const due = await takeDue(pool, numbered(0), 0, 10);
    await settleDue(pool, numbered(0), due, await workOut(pool, due));
    const overview = await overviewMeasures(pool);
    expect(overview).toMatchObject({
      interactions: 4,
      feedback: 4,
      purchases: 4,
      complaints: { open: 1, closed: 0 },
      nps: { value: 100, n: 1 },
      csat: { value: 2 / 3, n: 3 },
      satisfaction: { n: 1 },
    });
    const { n: customers, mean, distribution, byMonth } = await satisfactionMeasures(pool, '2026-03');
    expect(customers).toBe(1);
    // The two were asked a moment apart.
    expect(mean).toBeCloseTo(overview.satisfaction.value ?? NaN, 4);
    expect(distribution.filter(band => band.customers > 0)).toHaveLength(1);
    expect(byMonth).toHaveLength(24);
  });
});
