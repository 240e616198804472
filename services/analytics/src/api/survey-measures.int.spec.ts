import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { interactionsEvents, type EventOfType } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { feedbackFacts } from '../projections/feedback-facts.projection.ts';
import { surveyMeasures } from './survey-measures.ts';

let database: TestDatabase;
let measures: Awaited<ReturnType<typeof surveyMeasures>>;

type Given = EventOfType<'FeedbackGiven'>['data'];

const at = '2026-03-02T10:00:00.000Z';
const given = (said: Partial<Given>, customerId: string = randomUUID()): Told => ({
  type: 'FeedbackGiven',
  data: { feedbackId: randomUUID(), customerId, survey: 'csat', answers: [], ...said },
  subject: customerId,
  occurredAt: at,
});
const invited = (customerId: string, invitationId: string, channel: string): Told => ({
  type: 'SurveyInvited',
  data: { ...interactionsEvents.SurveyInvited.example, customerId, invitationId, channel, askedAt: at },
  subject: customerId,
});
const rated = (answeredBy: 'customer' | 'staff', interactionId: string, values: readonly number[]): Told => {
  const construct = answeredBy === 'staff' ? 'functionalQuality' : 'customerSatisfaction';
  const ratings = values.map((value, i) => ({ item: `q${i + 1}`, construct, value }));
  return given({ survey: 'participation', answeredBy, interactionId, ratings });
};
const served = (
  expectation: number,
  perception: number,
  points: readonly [number, number],
  weightsBy: 'customer' | 'survey' = 'customer',
): Told =>
  given({
    survey: 'servqual',
    answers: [
      { dimension: 'reliability', item: 'a', expectation, perception },
      { dimension: 'empathy', item: 'b', expectation: 5, perception: 5 },
    ],
    weights: [
      { dimension: 'reliability', points: points[0] },
      { dimension: 'empathy', points: points[1] },
    ],
    weightsBy,
  });

// The restaurant survey of Statology, "How to Calculate Cronbach's Alpha in Python".
const ANSWERS = [
  [1, 1, 1],
  [2, 1, 1],
  [2, 1, 2],
  [3, 2, 1],
  [2, 3, 2],
  [2, 3, 3],
  [3, 2, 3],
  [3, 3, 3],
  [2, 3, 2],
  [3, 3, 3],
];

beforeAll(async () => {
  database = await testDatabase(migrations);
  const deliver = delivery(database.pool, { projections: [feedbackFacts] });
  const [ana, answered] = [randomUUID(), randomUUID()];
  await deliver(invited(ana, answered, 'phone'), invited(randomUUID(), randomUUID(), 'phone'));
  await deliver(given({ score: 5, invitationId: answered }, ana), given({ score: 2 }));
  await deliver(served(7, 4, [80, 20]), served(6, 5, [50, 50]), served(5, 3, [30, 70], 'survey'));
  const contacts = ANSWERS.map(() => randomUUID());
  await deliver(...contacts.map((contact, i) => rated('customer', contact, ANSWERS[i] ?? [])));
  await deliver(
    ...contacts.map((contact, i) =>
      rated(
        'staff',
        contact,
        (ANSWERS[i] ?? []).map(value => value + 2),
      ),
    ),
  );
  await deliver(
    given({
      survey: 'recovery',
      demands: [
        { item: 'quick', demand: 'quick', met: true },
        { item: 'heard', demand: 'heard', met: false },
      ],
    }),
  );
  measures = await surveyMeasures(database.pool, '2026-01-01T00:00:00.000Z');
});
afterAll(() => database.drop());

describe('what surveys say', () => {
  it('is who was asked and answered, by survey and channel, once however often it is told', () => {
    expect(measures.responses).toMatchObject([
      { questionnaire: 'csat', channel: 'phone', invited: 2, sampled: 2, answered: 1, rate: { value: 0.5, n: 2 } },
    ]);
    expect(measures.csat).toMatchObject({ value: 0.5, n: 2 });
    expect(measures.nps).toEqual({ value: null, low: null, high: null, n: 0 });
  });

  it('is gaps by dimension, and over all of them by what each respondent holds important, or the survey does', () => {
    const [empathy, reliability] = measures.servqual.dimensions;
    expect(empathy).toMatchObject({ dimension: 'empathy', gap: { value: 0, n: 3 }, importance: { value: 35, n: 2 } });
    expect(reliability).toMatchObject({
      gap: { value: -2, n: 3 },
      expectation: { value: 6 },
      perception: { value: 4 },
    });
    expect(measures.servqual.weighted.value).toBeCloseTo((-3 * 0.8 - 1 * 0.5 - 2 * 0.3) / 3, 12);
  });

  it('is alpha for each construct, with n', () => {
    expect(measures.constructs).toHaveLength(2);
    for (const { alpha, mean, items } of measures.constructs) {
      expect(alpha).toBeCloseTo(0.7734375, 9);
      expect(mean.n).toBe(10);
      expect(items).toEqual(['q1', 'q2', 'q3']);
    }
  });

  it('is how staff and customers go together, contact by contact', () => {
    expect(measures.pairs).toHaveLength(1);
    expect(measures.pairs[0]).toMatchObject({ staff: 'functionalQuality', customer: 'customerSatisfaction' });
    expect(measures.pairs[0]?.correlation.value).toBeCloseTo(1, 9);
    expect(measures.pairs[0]?.correlation.n).toBe(10);
  });

  it('is which demands were met', () => {
    expect(measures.recovery.map(({ item, met }) => [item, met.value, met.n])).toEqual([
      ['heard', 0, 1],
      ['quick', 1, 1],
    ]);
  });

  it('can be asked by analysts in views', async () => {
    const { rows } = await database.pool.query(
      `select (select count(*)::int from analytics.feedback_ratings) as ratings,
         (select count(*)::int from analytics.feedback_demands where met) as met,
         (select count(*)::int from analytics.survey_invitations where answered) as answered`,
    );
    expect(rows).toEqual([{ ratings: 60, met: 1, answered: 1 }]);
  });

  it('begins where it is asked to', async () => {
    const later = await surveyMeasures(database.pool, '2026-04-01T00:00:00.000Z');
    expect(later).toMatchObject({
      responses: [],
      constructs: [],
      pairs: [],
      recovery: [],
      csat: { n: 0, value: null },
    });
  });
});
