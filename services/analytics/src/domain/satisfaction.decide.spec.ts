import { describe, expect, it } from '@jest/globals';
import type { EventOfType } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import { toldSatisfaction, type TellSatisfaction } from './satisfaction.decide.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const { given } = specification(toldSatisfaction);
const tell = (value: number): TellSatisfaction => ({ type: 'TellSatisfaction', customerId, value });
const moved = (value: number, from?: number): EventOfType<'SatisfactionMoved'> => ({
  type: 'SatisfactionMoved',
  data: { customerId, value, ...(from === undefined ? {} : { from }) },
});

describe('satisfaction is told', () => {
  it('with its first value', () => {
    given([])
      .when(tell(26.923))
      .then([moved(26.9)]);
  });

  it('when it is in another band of ten, with what was told before', () => {
    given([moved(26.9)])
      .when(tell(30))
      .then([moved(30, 26.9)]);
    given([moved(61.2), moved(58.1, 61.2)])
      .when(tell(60))
      .then([moved(60, 58.1)]);
  });

  it('not when it stays in its band', () => {
    given([moved(26.9)])
      .when(tell(20))
      .thenNothing();
    given([moved(26.9)])
      .when(tell(29.94))
      .thenNothing();
    given([moved(95)])
      .when(tell(100))
      .thenNothing();
    given([moved(4)])
      .when(tell(0))
      .thenNothing();
  });

  it('by the tenth that is told', () => {
    given([moved(26.9)])
      .when(tell(29.96))
      .then([moved(30, 26.9)]);
  });

  it('once, however often the same value is told', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true })), values => {
        const once: EventOfType<'SatisfactionMoved'>[] = [];
        for (const value of values) {
          const before = once.reduce(toldSatisfaction.evolve, toldSatisfaction.initial);
          once.push(...toldSatisfaction.decide(tell(value), before).events);
          given(once).when(tell(value)).thenNothing();
        }
        expect(once.length > 0).toBe(values.length > 0);
      }),
    ));
});
