import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { interactionsEvents, type EventMeta } from '@rapport/contracts';
import { livedInContact, livedInSurvey, type Scores } from './experience.ts';

interface Catalogue {
  readonly servqualPerPoint: number;
  readonly scores: readonly { readonly kind: string; readonly score: number }[];
}

const catalogue: Catalogue = JSON.parse(readFileSync(new URL('../../data/scores.v1.json', import.meta.url), 'utf8'));
const scores: Scores = {
  byKind: new Map(catalogue.scores.map(({ kind, score }) => [kind, score])),
  servqualPerPoint: catalogue.servqualPerPoint,
};
const meta: EventMeta = {
  id: '0190a3c5-0000-7000-8000-00000000000e',
  source: 'interactions',
  subject: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  stream: 'feedback-1',
  version: 1,
  sequence: 1,
  position: 1,
  occurredAt: '2026-03-01T10:00:00.000Z',
  recordedAt: '2026-03-01T10:00:00.000Z',
  actor: 'spec',
  imported: false,
  hop: 0,
  traceparent: null,
};
const survey = interactionsEvents.FeedbackGiven.example;
const contact = interactionsEvents.InteractionRecorded.example;
type Survey = typeof survey;

const scoreOf = (data: Partial<Survey>): number | undefined =>
  livedInSurvey({ ...meta, type: 'FeedbackGiven', data: { ...survey, answers: [], ...data } }, scores)[0]?.score;
const kindsOf = (data: Partial<typeof contact>): string[] =>
  livedInContact({ ...meta, type: 'InteractionRecorded', data: { ...contact, ...data } }, scores).map(
    ({ kind }) => kind,
  );

describe('what an experience is worth', () => {
  it.each([
    ['csat' as const, [-1, -0.5, 0, 0.5, 1], 1],
    ['nps' as const, [-0.8, -0.8, -0.8, -0.8, -0.8, -0.8, -0.8, 0.2, 0.2, 0.8, 0.8], 0],
    ['ces' as const, [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75], 1],
  ])('is as catalogued for each answer to %s', (name, expected, first) => {
    expect(expected.map((_, i) => scoreOf({ survey: name, score: i + first }))).toEqual(expected);
  });

  it('is a third for each point between what was expected and what was perceived', () => {
    const answer = (expectation: number, perception: number) => ({
      dimension: 'reliability' as const,
      item: 'records',
      expectation,
      perception,
    });
    expect(scoreOf({ survey: 'servqual', answers: [answer(6, 5), answer(6, 4)] })).toBeCloseTo(-0.5);
    expect(scoreOf({ survey: 'servqual', answers: [answer(7, 1)] })).toBe(-1);
    expect(scoreOf({ survey: 'servqual', answers: [] })).toBeUndefined();
  });

  it('is nothing for a survey without an answer', () => {
    expect(
      livedInSurvey({ ...meta, type: 'FeedbackGiven', data: { ...survey, survey: 'csat', answers: [] } }, scores),
    ).toEqual([]);
  });

  it('is good for what was solved at once, bad for a second hand-over', () => {
    expect(kindsOf({ outcome: 'solved' })).toEqual(['solvedInOneContact']);
    expect(kindsOf({ outcome: 'solved', handOvers: 1 })).toEqual([]);
    expect(kindsOf({ outcome: 'solved', handOvers: 2 })).toEqual(['secondHandOver']);
    expect(kindsOf({ outcome: 'solved', direction: 'outbound' })).toEqual([]);
    expect(kindsOf({ outcome: 'promised' })).toEqual([]);
  });

  it('names the contact as the cause, so that a complaint about it repairs both', () => {
    const [lived] = livedInContact(
      { ...meta, type: 'InteractionRecorded', data: { ...contact, handOvers: 3 } },
      scores,
    );
    expect(lived?.causeId).toBe(contact.interactionId);
  });
});
