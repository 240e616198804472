import { describe, expect, it } from '@jest/globals';
import type { Build } from './rebuild-api.ts';
import { lineOf } from './show.ts';

const BUILD: Build = {
  id: 1,
  projection: 'timeline',
  from: 'kafka',
  verifyOnly: false,
  stage: 'reading',
  note: null,
  updatedAt: '2026-03-01T10:00:00.000Z',
  done: 0,
  total: 0,
  rate: 0,
  etaSeconds: null,
  verified: null,
  endedAt: null,
};

describe('what is told of a build', () => {
  it.each([
    ['before it is first counted', {}, 'reads what the live one has read'],
    ['before the owners have answered', { stage: 'bringing' }, 'asks the owners for what the topics lack'],
    [
      'on the way',
      { done: 1500, total: 4000, rate: 1250.4, etaSeconds: 2 },
      'reads what the live one has read: 1,500 of 4,000 events, 37 %, 1,250 a second, about 2 s left',
    ],
    ['when nothing comes', { done: 10, total: 40 }, 'reads what the live one has read: 10 of 40 events, 25 %'],
    [
      'when it is a moment ahead of the live one',
      { done: 42, total: 40, rate: 20, etaSeconds: 0 },
      'reads what the live one has read: 40 of 40 events, 100 %, 20 a second',
    ],
    [
      'when it waits for something',
      { stage: 'swapping', note: 'waits for a moment without readers' },
      'takes the place of the live one (waits for a moment without readers)',
    ],
    ['in a stage that only a newer service knows', { stage: 'resting' }, 'resting'],
  ] as const)('makes sense %s', (_, change, line) => {
    expect(lineOf({ ...BUILD, ...change })).toBe(line);
  });
});
