import { describe, expect, it } from '@jest/globals';
import type { EventsOf, riskEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import { toldRisk, type TellRisk } from './risk.decide.ts';

type Band = TellRisk['band'];

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const { given } = specification(toldRisk);
const rest = { customerId, reasons: ['recency' as const], model: 1 };
const tell = (risk: number, band: Band): TellRisk => ({ type: 'TellRisk', ...rest, risk, band });
const moved = (risk: number, band: Band, before?: readonly [number, Band]): EventsOf<typeof riskEvents> => ({
  type: 'RetentionRiskMoved',
  data: { ...rest, risk, band, ...(before && { from: before[0], fromBand: before[1] }) },
});

describe('the risk of losing a customer is told', () => {
  it('when it is known first, with its reasons and the model', () => {
    given([])
      .when(tell(0.187, 'low'))
      .then([moved(0.187, 'low')]);
  });

  it('when it is in another band, or another tenth, with what was told before', () => {
    given([moved(0.24, 'low')])
      .when(tell(0.26, 'medium'))
      .then([moved(0.26, 'medium', [0.24, 'low'])]);
    given([moved(0.55, 'high')])
      .when(tell(0.61, 'high'))
      .then([moved(0.61, 'high', [0.55, 'high'])]);
  });

  it('not when it stays where it was, however the reasons change', () => {
    given([moved(0.55, 'high')])
      .when({ ...tell(0.5, 'high'), reasons: ['effort'], model: 2 })
      .thenNothing();
    given([moved(0.95, 'high')])
      .when(tell(1, 'high'))
      .thenNothing();
  });

  it('once, however often the same is told', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }).map(n => n / 1000)), risks => {
        const once: EventsOf<typeof riskEvents>[] = [];
        for (const risk of risks) {
          const command = tell(risk, risk < 0.25 ? 'low' : risk < 0.5 ? 'medium' : 'high');
          const before = once.reduce(toldRisk.evolve, toldRisk.initial);
          once.push(...toldRisk.decide(command, before).events);
          given(once).when(command).thenNothing();
        }
        expect(once.length > 0).toBe(risks.length > 0);
      }),
    ));
});
