import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import { health, type Check, type CheckHealth, type HealthEvent } from './health.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const idOf = (n: number) => `0190a3c4-c000-7000-8000-00000000000${n}`;
const indicators = ['attitude', 'proficiency', 'relation', 'competitiveness'];
const told = specification(health);

const checkOf = (n: number, month: number, ...scores: number[]): Check => ({
  checkId: idOf(n),
  at: `2026-${String(month).padStart(2, '0')}-01T09:00:00.000Z`,
  scores: indicators.map((indicator, place) => ({ indicator, score: scores[place] ?? 0 })),
});
const check = (one: Check, changes: Partial<CheckHealth> = {}): CheckHealth => ({
  type: 'CheckHealth',
  customerId,
  partyType: 'enterprise',
  check: one,
  catalogue: { version: 1, indicators: indicators.map(code => ({ code })), fall: 2 },
  elsewhere: [],
  ...changes,
});
type Told = HealthEvent & { readonly at: string };
const checked = ({ checkId, at, scores }: Check): Told => ({
  type: 'HealthChecked',
  data: { checkId, customerId, version: 1, scores },
  at,
});
const march = checkOf(1, 3, 6, 5, 6, 7);
const june = checkOf(2, 6, 6, 4, 4, 7);
const fell: Told = {
  type: 'HealthFell',
  data: {
    checkId: june.checkId,
    customerId,
    sinceCheckId: march.checkId,
    falls: [{ indicator: 'relation', from: 6, to: 4 }],
  },
  at: june.at,
};

describe('a health check', () => {
  it('is recorded, and the first is compared with nothing', () => {
    told
      .given([])
      .when(check(march))
      .then([checked(march)]);
  });

  it('tells of an indicator that fell by two points since the last, and not of one point', () => {
    told
      .given([checked(march)])
      .when(check(june))
      .then([checked(june), fell]);
  });

  it('is compared with the last check under whichever id of the customer', () => {
    told
      .given([])
      .when(check(june, { elsewhere: [march] }))
      .then([checked(june), fell]);
  });

  it('that becomes known late tells of no fall, and changes nothing of what was compared', () => {
    told
      .given([checked(june)])
      .when(check(march))
      .then([checked(march)]);
    const { state } = told.given([checked(june), checked(march)]);
    expect(state.map(({ checkId }) => checkId)).toEqual([june.checkId, march.checkId]);
  });

  it('sent again changes nothing', () =>
    told
      .given([checked(march)])
      .when(check(march))
      .thenNothing());

  it('is of organisations', () =>
    void told
      .given([])
      .when(check(march, { partyType: 'individual' }))
      .thenRefused('not-an-organisation'));

  it('scores each indicator of the catalogue once', () => {
    const { scores } = march;
    for (const wrong of [scores.slice(1), [...scores, ...scores.slice(1)], [{ indicator: 'luck', score: 9 }]]) {
      told
        .given([])
        .when(check({ ...march, scores: wrong }))
        .thenRefused('survey-mismatch');
    }
  });
});

describe('for all scores', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 });

  it('a fall is told exactly where an indicator lost two points or more', () => {
    fc.assert(
      fc.property(scores, scores, (before, after) => {
        const { events } = health.decide(check(checkOf(2, 6, ...after)), [checkOf(1, 3, ...before)]);
        const lost = before.some((score, place) => score - (after[place] ?? 0) >= 2);
        expect(events.some(({ type }) => type === 'HealthFell')).toBe(lost);
      }),
    );
  });

  it('the state stays small however often it is checked', () => {
    const many = Array.from({ length: 40 }, (_, n) =>
      checked({ ...march, checkId: `${idOf(0).slice(0, -2)}${n + 10}` }),
    );
    expect(JSON.stringify(told.given(many).state).length).toBeLessThan(4_096);
  });
});
