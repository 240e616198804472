import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ada, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { feedbackFacts } from './feedback-facts.projection.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(feedbackFacts);
});
afterAll(() => house.database.drop());

describe('facts of feedback', () => {
  it('hold one row a survey, and show one an answer with its gap', async () => {
    const occurredAt = '2026-03-01T12:00:00.000Z';
    await house.deliver(
      {
        type: 'FeedbackGiven',
        subject: ada,
        occurredAt,
        data: { feedbackId: numbered(1), customerId: ada, survey: 'nps', score: 0, answers: [], channel: 'web' },
      },
      {
        type: 'FeedbackGiven',
        subject: ada,
        occurredAt,
        data: {
          feedbackId: numbered(2),
          customerId: ada,
          survey: 'servqual',
          answers: [
            { dimension: 'reliability', item: 'rightFirstTime', expectation: 7, perception: 5 },
            { dimension: 'empathy', item: 'knowMyNeeds', expectation: 4, perception: 6 },
          ],
        },
      },
    );
    expect(await house.rows('select survey, score, channel from analytics.feedback order by feedback_id')).toEqual([
      { survey: 'nps', score: 0, channel: 'web' },
      { survey: 'servqual', score: null, channel: null },
    ]);
    expect(await house.rows('select dimension, item, gap from analytics.feedback_answers order by dimension')).toEqual([
      { dimension: 'empathy', item: 'knowMyNeeds', gap: 2 },
      { dimension: 'reliability', item: 'rightFirstTime', gap: -2 },
    ]);
  });
});
