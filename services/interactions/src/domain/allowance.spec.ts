import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import { allowance, LONGEST_DAYS, MOST, type Counted } from './allowance.ts';
import type { Cap } from './delivery-policy.ts';

const given = specification(allowance).given;
const { example } = interactionsEvents.MessageCounted;
const DAY_MS = 86_400_000;
const day = (n: number): string => new Date(Date.parse('2026-01-01T10:00:00.000Z') + n * DAY_MS).toISOString();
const message = (n: number, purpose = 'marketing', channel: typeof example.channel = 'email') => ({
  ...example,
  messageId: `0190a3c5-0000-7000-8000-${String(n).padStart(12, '0')}`,
  purpose,
  channel,
});
const counted = (n: number, at: string, purpose = 'marketing') =>
  ({ type: 'MessageCounted', data: message(n, purpose), at }) as const;
const count = (
  n: number,
  at: string,
  caps: readonly Cap[],
  elsewhere: readonly Counted[] = [],
  purpose = 'marketing',
) => ({ type: 'CountMessage', message: message(n, purpose), at, caps, elsewhere }) as const;
const two: Cap = { purposes: ['marketing'], most: 2, days: 7 };

describe('what a customer may get', () => {
  it('is as many as the cap says within its days, and one more when the first is past', () => {
    const before = given([counted(1, day(0)), counted(2, day(3))]);
    before.when(count(3, day(6), [two])).thenNothing();
    before.when(count(3, day(7), [two])).then([counted(3, day(7))]);
  });

  it('counts a message once, and not any more when it was not sent', () => {
    given([counted(1, day(0))])
      .when(count(1, day(0), [two]))
      .thenNothing();
    const taken = { type: 'MessageUncounted', data: message(1) } as const;
    given([counted(1, day(0)), counted(2, day(0)), taken])
      .when(count(3, day(0), [two]))
      .then([counted(3, day(0))]);
    given([])
      .when({ type: 'UncountMessage', message: message(1) })
      .thenNothing();
  });

  it('counts what was sent under another id of the same customer', () => {
    const elsewhere = [1, 2].map(n => ({ ...message(n), at: day(1) }));
    given([])
      .when(count(3, day(2), [two], elsewhere))
      .thenNothing();
  });

  it('has a cap by purpose and by channel; what fits none is free', () => {
    const before = given([counted(1, day(0)), counted(2, day(0))]);
    before.when(count(3, day(0), [two], [], 'survey')).then([counted(3, day(0), 'survey')]);
    before.when(count(3, day(0), [{ channels: ['email'], most: 2, days: 1 }], [], 'survey')).thenNothing();
    before
      .when(count(3, day(0), [{ channels: ['sms'], most: 2, days: 1 }], [], 'survey'))
      .then([counted(3, day(0), 'survey')]);
  });

  it('is never more than the cap in any window, whatever is asked for when, and its state stays small', () => {
    const caps: Cap[] = [two, { most: 3, days: 30 }, { most: MOST, days: LONGEST_DAYS }];
    const days = fc.array(fc.double({ min: 0, max: 800, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(days, moments => {
        let state = allowance.initial;
        const sent: string[] = [];
        for (const [i, moment] of moments.toSorted((a, b) => a - b).entries()) {
          for (const event of allowance.decide(count(i, day(moment), caps), state).events) {
            state = allowance.evolve(state, event);
            sent.push(event.at ?? '');
          }
        }
        for (const cap of caps) {
          for (const at of sent) {
            const end = Date.parse(at) + cap.days * DAY_MS;
            const within = sent.filter(other => other >= at && Date.parse(other) < end);
            expect(within.length).toBeLessThanOrEqual(cap.most);
          }
        }
        expect(JSON.stringify(state).length).toBeLessThan(16_384);
      }),
      { numRuns: 60 },
    );
  });
});
