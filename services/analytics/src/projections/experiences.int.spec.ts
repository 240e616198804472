import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { ada, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { feedbackFacts } from './feedback-facts.projection.ts';
import { interactionFacts } from './interaction-facts.projection.ts';

const survey = interactionsEvents.FeedbackGiven.example;
const contact = interactionsEvents.InteractionRecorded.example;
const catalogue: { readonly scores: readonly { readonly kind: string; readonly score: number }[] } = JSON.parse(
  readFileSync(new URL('../../data/scores.v1.json', import.meta.url), 'utf8'),
);

let house: Warehouse;
let n = 0;
beforeAll(async () => {
  house = await warehouse(interactionFacts, feedbackFacts);
});
afterAll(() => house.database.drop());

const ofSurvey = async (data: Partial<typeof survey>) => {
  const { interactionId: _about, ...rest } = survey;
  const feedbackId = numbered(++n);
  await house.deliver({
    type: 'FeedbackGiven',
    subject: ada,
    data: { ...rest, answers: [], ...data, feedbackId, customerId: ada },
  });
  return house.rows(
    'select e.kind, e.score, e.cause_id from app.experiences e join facts.feedback using (event_id) where feedback_id = $1',
    [feedbackId],
  );
};
const ofContact = async (data: Partial<typeof contact>) => {
  const { outcome: _solved, handOvers: _none, ...rest } = contact;
  const interactionId = numbered(++n);
  await house.deliver({
    type: 'InteractionRecorded',
    subject: ada,
    data: { ...rest, direction: 'inbound', ...data, interactionId, customerId: ada },
  });
  return house.rows('select kind, cause_id = $1 as itself from app.experiences where cause_id = $1', [interactionId]);
};

describe('what an experience is worth', () => {
  it.each([
    ['csat' as const, [-1, -0.5, 0, 0.5, 1], 1],
    ['nps' as const, [-0.8, -0.8, -0.8, -0.8, -0.8, -0.8, -0.8, 0.2, 0.2, 0.8, 0.8], 0],
    ['ces' as const, [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75], 1],
  ])('is as catalogued for each answer to %s', async (name, expected, first) => {
    for (const [i, score] of expected.entries()) {
      const kind = `${name}.${i + first}`;
      expect(catalogue.scores).toContainEqual(expect.objectContaining({ kind, score }));
      expect(await ofSurvey({ survey: name, score: i + first })).toEqual([{ kind, score, cause_id: null }]);
    }
  });

  it('is a third for each point between what was expected and what was perceived, at most one whole', async () => {
    const answer = (expectation: number, perception: number) => ({
      dimension: 'reliability' as const,
      item: 'records',
      expectation,
      perception,
    });
    const scores = async (...answers: ReturnType<typeof answer>[]) => {
      const { score: _none, ...rest } = survey;
      return (await ofSurvey({ ...rest, survey: 'servqual', answers })) as { kind: string; score: number }[];
    };
    expect(await scores(answer(6, 5), answer(6, 4))).toMatchObject([{ kind: 'servqual', score: expect.closeTo(-0.5) }]);
    expect(await scores(answer(7, 1))).toMatchObject([{ score: -1 }]);
    expect(await scores(answer(1, 7))).toMatchObject([{ score: 1 }]);
    expect(await scores()).toEqual([]);
  });

  it('is good for what was solved at once, bad for a second hand-over, and its cause is the contact itself', async () => {
    const kind = (name: string) => [{ kind: name, itself: true }];
    expect(await ofContact({ outcome: 'solved' })).toEqual(kind('solvedInOneContact'));
    expect(await ofContact({ outcome: 'solved', handOvers: 1 })).toEqual([]);
    expect(await ofContact({ outcome: 'solved', handOvers: 2 })).toEqual(kind('secondHandOver'));
    expect(await ofContact({ handOvers: 3 })).toEqual(kind('secondHandOver'));
    expect(await ofContact({ outcome: 'solved', direction: 'outbound' })).toEqual([]);
    expect(await ofContact({ outcome: 'promised' })).toEqual([]);
  });
});
