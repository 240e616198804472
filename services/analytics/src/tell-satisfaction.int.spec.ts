import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createMessaging, identityMap, quiet } from '@rapport/messaging';
import type { Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { toldSatisfaction } from './domain/satisfaction.decide.ts';
import { warehouse, type Warehouse } from './projections/facts.fixture.ts';
import { asDue } from './projections/due-marks.ts';
import { feedbackFacts } from './projections/feedback-facts.projection.ts';
import { lateFacts } from './projections/late-facts.projection.ts';
import { markDue, workOut } from './projections/satisfaction-due.ts';
import { bought } from './projections/risk.fixture.ts';
import { satisfaction } from './projections/satisfaction.projection.ts';
import { tellSatisfaction } from './tell-satisfaction.ts';

const DAY_MS = 86_400_000;

let house: Warehouse;
let messaging: ReturnType<typeof createMessaging>;
let ada: string;
let tablet: string;
beforeAll(async () => {
  house = await warehouse(identityMap, feedbackFacts, lateFacts, satisfaction);
  messaging = createMessaging({
    service: 'analytics',
    database: house.database.url,
    brokers: [],
    deciders: [toldSatisfaction],
    projections: [],
    policies: [],
    log: quiet,
  });
});
afterAll(async () => {
  await messaging.stop();
  await house.database.drop();
});
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});

const survey = (customerId: string, score: number, daysAgo = 0): Told => ({
  type: 'FeedbackGiven',
  subject: customerId,
  occurredAt: new Date(Date.now() - 1000 - daysAgo * DAY_MS).toISOString(),
  data: { feedbackId: newId(), customerId, survey: 'csat', score, answers: [] },
});
const surveys = (n: number, customerId: string, score: number): Told[] =>
  Array.from({ length: n }, () => survey(customerId, score));
const tell = (through: Parameters<typeof tellSatisfaction>[0] = messaging, restMs = 0) =>
  tellSatisfaction(through, restMs);
const eventsOf = async (id: string) =>
  (await messaging.events(id, 0, 100)).map(({ type, data }) => ({ type, ...data }));
const marked = async () =>
  (await messaging.pool.query<{ id: string }>('select recorded_customer_id as id from app.satisfaction_due')).rows.map(
    ({ id }) => id,
  );

/** Messaging that lets something happen right after the commands were carried out. */
const followedBy = (what: () => Promise<void>): Parameters<typeof tellSatisfaction>[0] => ({
  pool: messaging.pool,
  async handleMany(decider, commands) {
    const outcomes = await messaging.handleMany(decider, commands);
    await what();
    return outcomes;
  },
});

describe('satisfaction is told', () => {
  it('once for all that changed since, and again in another band only', async () => {
    await house.deliver(survey(ada, 2));
    await house.deliver(survey(ada, 2), survey(ada, 4));
    expect(await marked()).toEqual([ada]);
    await tell();
    expect(await eventsOf(ada)).toEqual([
      { type: 'SatisfactionMoved', customerId: ada, value: expect.closeTo(27.9, 0) },
    ]);
    expect(await marked()).toEqual([]);
    await house.deliver(survey(ada, 3));
    await tell();
    expect(await eventsOf(ada)).toHaveLength(1);
    await house.deliver(...surveys(24, ada, 5));
    await tell();
    expect(await eventsOf(ada)).toMatchObject([{ value: expect.closeTo(27.9, 0) }, { from: expect.closeTo(27.9, 0) }]);
  });

  it('after a rest, so that many changes in a short time are one', async () => {
    await house.deliver(survey(ada, 1));
    await tell(messaging, 60_000);
    expect(await eventsOf(ada)).toEqual([]);
    await house.deliver(...surveys(10, ada, 5));
    await messaging.pool.query(`update app.satisfaction_due set since = since - interval '1 minute'`);
    await tell(messaging, 60_000);
    expect(await eventsOf(ada)).toHaveLength(1);
  });

  it('once of history that is being filed, when it is all there; meanwhile of what happens now', async () => {
    await house.deliver(bought(ada, 400), survey(ada, 1, 400), survey(ada, 5, 300), survey(tablet, 2, 300));
    await tell();
    await house.deliver(survey(ada, 5, 200), survey(tablet, 4));
    await tell();
    await tell();
    expect([await eventsOf(ada), await eventsOf(tablet)].map(({ length }) => length)).toEqual([0, 1]);
    await messaging.pool.query(`update app.late_facts set at = at - interval '1 minute'`);
    await tell();
    expect([await eventsOf(ada), await eventsOf(tablet)].map(({ length }) => length)).toEqual([1, 1]);
    expect(await marked()).toEqual([]);
  });

  it('of history that never ends, too, each quarter of an hour', async () => {
    await messaging.pool.query('delete from app.late_facts');
    await house.deliver(bought(ada, 400), survey(ada, 1, 400));
    await messaging.pool.query(`update app.satisfaction_due set since = since - interval '15 minutes'`);
    await tell();
    expect(await eventsOf(ada)).toHaveLength(1);
    await messaging.pool.query('delete from app.late_facts');
  });

  it('no second time when the process ended before the mark was removed', async () => {
    await house.deliver(survey(ada, 1));
    const killed = followedBy(() => Promise.reject(new Error('killed')));
    await expect(tell(killed)).rejects.toThrow('killed');
    expect(await marked()).toEqual([ada]);
    await tell();
    expect(await eventsOf(ada)).toHaveLength(1);
    expect(await marked()).toEqual([]);
  });

  it('once by two at a time', async () => {
    await house.deliver(survey(ada, 1));
    await Promise.all([tell(), tell(), tell()]);
    expect(await eventsOf(ada)).toHaveLength(1);
    while ((await marked()).length > 0) await tell();
    expect(await eventsOf(ada)).toHaveLength(1);
  });

  it('again of who was marked meanwhile', async () => {
    await house.deliver(survey(ada, 1));
    await tell(followedBy(() => house.deliver(...surveys(30, ada, 5))));
    expect(await marked()).toEqual([ada]);
    await tell();
    expect(await eventsOf(ada)).toHaveLength(2);
  });

  it('without waiting for a reader that marks some of them once more, which would wait for the others', async () => {
    await house.deliver(survey(ada, 1), survey(tablet, 1));
    const marksAdaAgain = await messaging.pool.connect();
    try {
      await marksAdaAgain.query('begin');
      await tell(followedBy(() => markDue(marksAdaAgain, asDue([ada]))));
      await markDue(marksAdaAgain, asDue([tablet]));
      await marksAdaAgain.query('commit');
    } finally {
      marksAdaAgain.release();
    }
    expect((await marked()).sort()).toEqual([ada, tablet].sort());
    while ((await marked()).length > 0) await tell();
  });

  it('again of whom another process took at the same time: it may have spoken first with the later value', async () => {
    await house.deliver(survey(ada, 1));
    await tell(followedBy(() => tell().then(() => undefined)));
    expect(await marked()).toEqual([ada]);
    await tell();
    expect([await eventsOf(ada), await marked()]).toMatchObject([[{ customerId: ada }], []]);
  });
});

describe('the satisfaction told of a merged customer', () => {
  const merged = (type: 'CustomersMerged' | 'CustomersUnmerged'): Told => ({
    type,
    subject: ada,
    data: { survivorId: ada, absorbedId: tablet, reason: type === 'CustomersMerged' ? 'sameParty' : 'wrongMerge' },
  });

  it('is that of all its records, under its current id; and each its own when the merge is undone', async () => {
    await house.deliver(...surveys(30, ada, 5), survey(tablet, 1));
    await tell();
    const [alone] = await eventsOf(ada);
    await house.deliver(merged('CustomersMerged'));
    await tell();
    const [, together] = await eventsOf(ada);
    expect(together).toMatchObject({ customerId: ada });
    await house.deliver(...surveys(3, tablet, 1));
    await tell();
    expect(await eventsOf(tablet)).toHaveLength(1);
    await house.deliver(merged('CustomersUnmerged'));
    await tell();
    expect((await eventsOf(ada)).at(-1)).toMatchObject({ value: Object(alone).value });
  });
});

describe('satisfaction as it was worked out', () => {
  const now = async (id: string) =>
    (
      await messaging.pool.query(
        'select satisfaction, experiences from analytics.satisfaction_now where customer_id = $1',
        [id],
      )
    ).rows;
  const at = async (id: string, asOf: Date) =>
    (
      await messaging.pool.query(
        'select satisfaction, experiences from analytics.satisfaction_at($2) where customer_id = $1',
        [id, asOf],
      )
    ).rows;
  const close = ({ satisfaction, ...rest }: { satisfaction: number }) => ({
    satisfaction: expect.closeTo(satisfaction, 4),
    ...rest,
  });

  it('is of a few what analysts may ask of everybody', async () => {
    await house.deliver(survey(ada, 1, 40), survey(ada, 5, 400), survey(ada, 4), survey(tablet, 2, 35));
    const worked = await workOut(messaging.pool, [ada, tablet, newId()]);
    expect(worked.map(({ customerId }) => customerId)).toEqual([ada, tablet]);
    for (const { customerId, weight, balance, asOf } of worked) {
      const [row] = await at(customerId, asOf);
      expect(50 * (1 + balance / (1 + weight))).toBeCloseTo(row.satisfaction, 6);
    }
  });

  it('fades on until it is worked out again, and follows merges', async () => {
    await house.deliver(...surveys(3, ada, 5), survey(ada, 1, 40), survey(tablet, 1));
    await tell();
    expect(await now(ada)).toEqual((await at(ada, new Date())).map(close));
    expect(await now(tablet)).toHaveLength(1);
    await house.deliver({
      type: 'CustomersMerged',
      subject: ada,
      data: { survivorId: ada, absorbedId: tablet, reason: 'sameParty' },
    });
    expect(await now(tablet)).toEqual([]);
    await tell();
    expect(await now(ada)).toEqual((await at(ada, new Date())).map(close));
    expect(await now(ada)).toMatchObject([{ experiences: 5 }]);
  });

  it('leaves who has something still to come marked until then', async () => {
    await house.deliver(survey(ada, 5), survey(ada, 1, -1));
    await tell();
    const { rows } = await messaging.pool.query('select since > now() as ahead from app.satisfaction_due');
    expect([await now(ada), rows]).toMatchObject([[{ experiences: 1 }], [{ ahead: true }]]);
    await house.deliver(survey(ada, 4));
    await tell();
    expect(await now(ada)).toMatchObject([{ experiences: 2 }]);
    await messaging.pool.query('delete from app.satisfaction_due');
  });
});
